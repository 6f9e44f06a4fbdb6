/** A6: the name that the annotation had before Karpenter 1.0. */
import { renameKey } from '../edits';
import { podSource } from '../graph';
import { WORKLOADS } from '../kinds';
import { at, isSet } from '../read';
import { editRule } from '../rule';

const OLD = 'karpenter.sh/do-not-evict';
const CURRENT = 'karpenter.sh/do-not-disrupt';

export const annotationCurrent = editRule({
  id: 'pods/do-not-disrupt-spelled',
  kinds: WORKLOADS,
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Pods are protected by the annotation that Karpenter still reads.',
    why:
      'Karpenter 1.0 dropped `karpenter.sh/do-not-evict`. It is ignored, so the pods are disrupted as if it were not ' +
      'there. The annotation is `karpenter.sh/do-not-disrupt` now.',
    source: 'https://karpenter.sh/v1.0/upgrading/v1-migration/',
  },
  check({ manifest, report }) {
    const source = podSource(manifest);
    const annotations = [...source.templatePath, 'metadata', 'annotations'];
    if (!isSet(at(manifest.value, ...annotations, OLD))) return;
    const both = isSet(at(manifest.value, ...annotations, CURRENT));
    report({
      path: [...annotations, OLD],
      mark: 'key',
      message: `${OLD} is ignored since Karpenter 1.0; ${both ? `${CURRENT} beside it is what counts` : `use ${CURRENT}`}`,
      fixes: () =>
        both
          ? []
          : [
              {
                title: `Rename to ${CURRENT}`,
                safe: false,
                edits: renameKey(manifest, [...annotations, OLD], CURRENT),
              },
            ],
    });
  },
});

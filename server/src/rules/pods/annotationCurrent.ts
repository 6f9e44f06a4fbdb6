/** A6: the name that the annotation had before Karpenter 1.0. */
import { CURRENT_ANNOTATION, OLD_ANNOTATION, oldAnnotationOf } from '../../convert/oldLabels';
import { renameKey } from '../edits';
import { WORKLOADS } from '../kinds';
import { editRule } from '../rule';

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
    const old = oldAnnotationOf(manifest);
    if (!old) return;
    const { path, isDoubled } = old;
    const right = isDoubled ? `${CURRENT_ANNOTATION} beside it is what counts` : `use ${CURRENT_ANNOTATION}`;
    report({
      path,
      mark: 'key',
      message: `${OLD_ANNOTATION} is ignored since Karpenter 1.0; ${right}`,
      fixes: () =>
        isDoubled
          ? []
          : [
              {
                title: `Rename to ${CURRENT_ANNOTATION}`,
                safe: false,
                edits: renameKey(manifest, path, CURRENT_ANNOTATION),
              },
            ],
    });
  },
});

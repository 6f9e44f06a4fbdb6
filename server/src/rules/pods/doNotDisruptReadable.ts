/** D18: a protection that is not read. */
import { replaceValue } from '../edits';
import { podSource } from '../graph';
import { WORKLOADS } from '../kinds';
import { at, durationSeconds, text } from '../read';
import { editRule } from '../rule';

export const doNotDisruptReadable = editRule({
  id: 'pods/do-not-disrupt-readable',
  kinds: WORKLOADS,
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The do-not-disrupt annotation is "true" or a duration.',
    why:
      'Karpenter reads `karpenter.sh/do-not-disrupt` as exactly `true`, or as a positive duration such as `30m` after the ' +
      'start of the pod. Anything else counts as if the annotation were not there; an event on the pod says so.',
    source: 'https://github.com/kubernetes-sigs/karpenter/blob/v1.14.1/pkg/utils/pod/scheduling.go',
  },
  check({ manifest, report }) {
    const source = podSource(manifest);
    const path = [...source.templatePath, 'metadata', 'annotations', 'karpenter.sh/do-not-disrupt'];
    const value = text(at(manifest.value, ...path));
    if (value === undefined || value === 'true' || value === 'false' || (durationSeconds(value) ?? 0) > 0)
      return;
    const meant = ['yes', 'True', 'TRUE', 'on', '1', 'y'].includes(value);
    report({
      path,
      message: `"${value}" is neither "true" nor a duration such as "30m": the annotation is ignored`,
      fixes: () =>
        meant
          ? [{ title: 'Change to "true"', safe: false, edits: replaceValue(manifest, path, 'true') }]
          : [],
    });
  },
});

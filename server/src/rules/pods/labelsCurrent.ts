/** Labels of the time of Provisioners, by which pods still choose nodes. */
import { oldLabelsOf, type OldName } from '../../convert/oldLabels';
import type { Manifest } from '../../manifest/document';
import type { Fix } from '../../model/finding';
import { removeEntryOrMap, renameKey, replaceValue } from '../edits';
import { SCALED_JOB, WORKLOADS } from '../kinds';
import { editRule } from '../rule';

export const labelsCurrent = editRule({
  id: 'pods/node-labels-current',
  kinds: [...WORKLOADS, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Pods choose nodes by labels that Karpenter still gives them.',
    why:
      'Nodes carried `karpenter.sh/provisioner-name` while there were Provisioners; since NodePools they carry ' +
      '`karpenter.sh/nodepool`. A selector, a required affinity or a spread by the old label fits no node, so the pods stay ' +
      'pending; a preference or a toleration of it does nothing. `karpenter.k8s.aws/instance-pods` and ' +
      '`karpenter.k8s.aws/instance-ami-id` are gone without a successor.',
    source: 'https://karpenter.sh/v0.32/upgrading/v1beta1-migration/',
  },
  check({ manifest, report }) {
    for (const old of oldLabelsOf(manifest)) {
      const { path, isKey, name } = old;
      const right = rightOf(old);
      report({
        path,
        mark: isKey ? 'key' : 'value',
        message: `no node has ${name} since Karpenter has NodePools; ${right}`,
        fixes: () => [renameFix(manifest, old) ?? []].flat(),
      });
    }
  },
});

function rightOf({ current, isDoubled }: OldName): string {
  if (current === undefined) return 'nothing took its place';
  return isDoubled ? `${current} stands beside it: remove this one` : `use ${current}`;
}

/** The value stays: a Provisioner that was converted is a NodePool of the same name. */
function renameFix(manifest: Manifest, { path, isKey, current, isDoubled }: OldName): Fix | undefined {
  if (current === undefined) return undefined;
  if (isDoubled)
    return { title: 'Remove the old label', safe: false, edits: removeEntryOrMap(manifest, path) };
  const edits = isKey ? renameKey(manifest, path, current) : replaceValue(manifest, path, current);
  return { title: `Rename to ${current}`, safe: false, edits };
}

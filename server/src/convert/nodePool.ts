/** NodePool of karpenter.sh/v1beta1 to v1.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/nodepool_conversion.go ConvertFrom@v1.0.8. Differs from upstream:
 *  `consolidateAfter: Never` beside WhenUnderutilized switched consolidation off in v1beta1 and is kept, where upstream
 *  writes 0s; kubelet settings go to the node class, where upstream keeps them in an annotation that 1.1 ignores. */
import { commentedOut, entryOf, renamed, type Block } from './block';
import type { Draft } from './draft';

export const NODE_CLASS_GROUP = 'karpenter.k8s.aws';

export function convertNodePool(draft: Draft): boolean {
  const spec = draft.block.inside('spec');
  const claim = spec?.inside('template')?.inside('spec');
  if (!spec || !claim) return false;
  draft.block.set('apiVersion', 'karpenter.sh/v1');
  draft.kubelet = claim.take('kubelet');
  leaveOutResources(claim, draft);
  return convertDisruption(spec, claim, draft) && convertReference(claim);
}

function convertDisruption(spec: Block, claim: Block, draft: Draft): boolean {
  if (!spec.get('disruption')) return true;
  const disruption = spec.open('disruption');
  if (!disruption) return false;
  const expireAfter = disruption.take('expireAfter');
  if (expireAfter) claim.put(expireAfter);
  const policy = disruption.get('consolidationPolicy')?.value ?? 'WhenUnderutilized';
  if (policy === 'WhenUnderutilized' && disruption.get('consolidationPolicy'))
    disruption.set('consolidationPolicy', 'WhenEmptyOrUnderutilized');
  if (disruption.get('consolidateAfter')) return true;
  const isEmptyOnly = policy === 'WhenEmpty';
  disruption.put(entryOf('consolidateAfter', isEmptyOnly ? 'Never' : '0s'), 'consolidationPolicy');
  const path = ['spec', 'disruption', 'consolidateAfter'];
  if (isEmptyOnly)
    draft.warn(path, 'WhenEmpty needs a consolidateAfter and had none: Never, until you set one');
  else draft.info(path, 'consolidateAfter is required in v1; 0s is what v1beta1 did');
  return true;
}

/** The reference names a group instead of a version, and all three of its fields are required. */
function convertReference(claim: Block): boolean {
  const reference = claim.inside('nodeClassRef');
  if (!reference) return claim.get('nodeClassRef') === undefined;
  const version = reference.get('apiVersion');
  const group = typeof version?.value === 'string' ? version.value.split('/')[0] : undefined;
  if (version && !reference.get('group')) {
    reference.set('apiVersion', group || NODE_CLASS_GROUP);
    const spelled = reference.get('apiVersion');
    if (spelled) reference.replace('apiVersion', renamed(spelled, 'group'));
  } else if (version) reference.take('apiVersion');
  if (!reference.get('group')) reference.put(entryOf('group', NODE_CLASS_GROUP));
  if (!reference.get('kind')) reference.put(entryOf('kind', 'EC2NodeClass'), 'group');
  return true;
}

/** A field of NodeClaims that v1beta1 pools had and never used. */
function leaveOutResources(claim: Block, draft: Draft): void {
  const resources = claim.take('resources');
  if (!resources) return;
  claim.tail.push(...commentedOut(resources, 'a NodePool of v1 has no resources; Karpenter works them out'));
  draft.info(
    ['spec', 'template', 'spec'],
    'resources is left as a comment: v1 has no such field in a NodePool',
  );
}

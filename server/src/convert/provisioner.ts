/** Provisioner of karpenter.sh/v1alpha5 to NodePool of v1.
 *  @source kubernetes-sigs/karpenter pkg/utils/nodepool/nodepool.go New@v0.32.10. Differs from upstream, whose result
 *  takes on the defaults of NodePool: what a Provisioner does not do by default (expire, consolidate) is switched off. */
import { Block, commentedOut, entryOf, renamed, type Entry } from './block';
import { Draft } from './draft';
import { indent, isFiller } from './lines';
import { NODE_CLASS_GROUP } from './nodePool';
import { convertNodeTemplate, dropStatus } from './nodeTemplate';
import { withDefaults } from './requirementDefaults';

export function convertProvisioner(draft: Draft): boolean {
  const spec = draft.block.inside('spec');
  if (!spec) return false;
  draft.block.set('apiVersion', 'karpenter.sh/v1');
  draft.block.set('kind', 'NodePool');
  const made = new Block();
  const template = made.open('template');
  if (!template || !fillTemplate(template, spec, draft) || !fillDisruption(made, spec, draft)) return false;
  if (!moveLimits(made, spec)) return false;
  for (const { key } of [...spec.entries]) move(spec, key, made);
  made.tail.push(...spec.tail);
  const old = draft.block.get('spec');
  if (!old) return false;
  draft.block.replace('spec', { ...old, below: indent(made.lines(), 2) });
  dropStatus(draft);
  return true;
}

function move(from: Block, key: string, to: Block | undefined): void {
  const entry = from.take(key);
  if (entry) to?.put(entry);
}

function fillTemplate(template: Block, spec: Block, draft: Draft): boolean {
  const hasMetadata = spec.get('labels') ?? spec.get('annotations');
  if (hasMetadata) {
    const metadata = template.open('metadata');
    for (const key of ['labels', 'annotations']) move(spec, key, metadata);
  }
  const claim = template.open('spec');
  if (!claim || !addReference(claim, spec, draft) || !addRequirements(claim, spec, draft)) return false;
  for (const key of ['taints', 'startupTaints']) move(spec, key, claim);
  addExpiry(claim, spec, draft);
  return takeKubelet(spec, draft);
}

function addReference(claim: Block, spec: Block, draft: Draft): boolean {
  const provider = spec.take('provider');
  const given = spec.take('providerRef');
  const name = providerName(given) ?? (provider ? nameOf(draft) : undefined);
  if (provider && !given && !classOfProvider(provider, draft)) return false;
  if (name === undefined)
    draft.warn(REFERENCE, 'the Provisioner names no provider: put the name of an EC2NodeClass');
  const lines = ['group: ' + NODE_CLASS_GROUP, 'kind: EC2NodeClass', `name: ${name ?? 'default'}`];
  const comment = given?.comment ? ` ${given.comment}` : '';
  claim.put({
    ...{ ...entryOf('nodeClassRef', '', given?.above), comment: given?.comment ?? '' },
    ...{ head: `nodeClassRef:${comment}`, below: [...commentLines(given), ...indent(lines, 2)] },
  });
  return true;
}

const REFERENCE = ['spec', 'template', 'spec', 'nodeClassRef'];

const commentLines = (entry: Entry | undefined): readonly string[] =>
  entry?.below.filter((line) => line.trim().startsWith('#')) ?? [];

function providerName(reference: Entry | undefined): string | undefined {
  const value = reference?.value;
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

function nameOf({ block }: Draft): string {
  const metadata = block.get('metadata')?.value;
  const name =
    typeof metadata === 'object' && metadata !== null && 'name' in metadata ? metadata.name : undefined;
  return typeof name === 'string' ? name : 'default';
}

/** Settings of AWS inside a Provisioner become a node class of its name. */
function classOfProvider(provider: Entry, draft: Draft): boolean {
  const block = new Block();
  block.put(entryOf('apiVersion', 'karpenter.k8s.aws/v1alpha1'));
  block.put(entryOf('kind', 'AWSNodeTemplate'));
  block.put({ ...entryOf('metadata'), below: [`  name: ${nameOf(draft)}`] });
  block.put(renamed(provider, 'spec'));
  const made = new Draft(block);
  if (!convertNodeTemplate(made)) return false;
  draft.further.push(made);
  draft.info(REFERENCE, 'spec.provider became an EC2NodeClass of the same name, behind this document');
  return true;
}

function addRequirements(claim: Block, spec: Block, draft: Draft): boolean {
  const defaulted = withDefaults(spec.take('requirements'));
  if (!defaulted) return false;
  const { entry, added } = defaulted;
  claim.put(entry);
  if (added.length > 0)
    draft.info(
      ['spec', 'template', 'spec', 'requirements'],
      `requirements that a Provisioner had by default are written out: ${added.join(', ')}`,
    );
  return true;
}

function addExpiry(claim: Block, spec: Block, draft: Draft): void {
  const expired = spec.take('ttlSecondsUntilExpired');
  claim.put(expired ? spelledDuration(expired, 'expireAfter') : entryOf('expireAfter', 'Never'));
  if (!expired)
    draft.info(
      ['spec', 'template', 'spec', 'expireAfter'],
      'nodes of a Provisioner without ttlSecondsUntilExpired never expire; those of a NodePool do after 720h',
    );
}

/** Whole seconds under another key, as a duration. */
function spelledDuration(entry: Entry, key: string): Entry {
  const comment = entry.comment === '' ? '' : ` ${entry.comment}`;
  return {
    ...entry,
    key,
    head: `${key}: ${duration(entry.value)}${comment}`,
    below: entry.below.filter(isFiller),
  };
}

function duration(seconds: unknown): string {
  if (typeof seconds !== 'number') return 'Never';
  if (seconds > 0 && seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds > 0 && seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

function fillDisruption(made: Block, spec: Block, draft: Draft): boolean {
  const consolidation = spec.take('consolidation');
  const empty = spec.take('ttlSecondsAfterEmpty');
  const isOn = isEnabled(consolidation);
  const disruption = made.open('disruption');
  if (!disruption) return false;
  const policy = isOn ? 'WhenEmptyOrUnderutilized' : 'WhenEmpty';
  const notes = [...(consolidation?.above ?? []), ...nestedComments(consolidation)];
  disruption.put(entryOf('consolidationPolicy', policy, notes));
  if (isOn) disruption.put(entryOf('consolidateAfter', '0s'));
  else
    disruption.put(empty ? spelledDuration(empty, 'consolidateAfter') : entryOf('consolidateAfter', 'Never'));
  if (isOn && empty)
    disruption.tail.push(...commentedOut(empty, 'consolidation removes empty nodes too, at once'));
  if (!isOn && !empty)
    draft.info(
      ['spec', 'disruption', 'consolidateAfter'],
      'this Provisioner neither consolidates nor removes empty nodes; a NodePool does, unless consolidateAfter is Never',
    );
  draft.info(
    ['spec', 'disruption'],
    'v1 lets a tenth of the nodes go at a time by default; see disruption budgets',
  );
  return true;
}

const nestedComments = (entry: Entry | undefined): readonly string[] => (entry ? commentsBelow(entry) : []);

/** Comments on the lines of an entry, those behind values included. */
const commentsBelow = ({ head, below }: Entry): readonly string[] =>
  [head, ...below].flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []);

function isEnabled(consolidation: Entry | undefined): boolean {
  const value = consolidation?.value;
  return typeof value === 'object' && value !== null && 'enabled' in value && value.enabled === true;
}

/** `limits.resources` is `limits` now. */
function moveLimits(made: Block, spec: Block): boolean {
  if (!spec.get('limits')) return true;
  const limits = spec.open('limits');
  const resources = limits?.take('resources');
  const old = spec.take('limits');
  if (!limits) return false;
  const above = [...(old?.above ?? []), ...(resources?.above ?? [])];
  if (resources) made.put({ ...renamed(resources, 'limits'), above });
  if (old && (!resources || limits.entries.length > 0))
    made.tail.push(
      ...commentedOut(old, 'limits of a Provisioner stand in limits.resources, and these did not'),
    );
  return true;
}

/** The runtime is containerd everywhere; the rest goes to the node class. */
function takeKubelet(spec: Block, draft: Draft): boolean {
  if (!spec.get('kubeletConfiguration')) return true;
  const kubelet = spec.open('kubeletConfiguration');
  if (!kubelet) return false;
  const runtime = kubelet.take('containerRuntime');
  if (runtime) {
    kubelet.tail.push(...commentedOut(runtime, 'every node runs containerd'));
    draft.info(['spec', 'kubelet'], 'containerRuntime is left as a comment: every node runs containerd');
  }
  const isEmpty = kubelet.entries.length === 0;
  const entry = spec.take('kubeletConfiguration');
  if (isEmpty) spec.tail.push(...kubelet.tail);
  else if (entry) draft.kubelet = renamed(entry, 'kubelet');
  return true;
}

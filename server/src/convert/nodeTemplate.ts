/** AWSNodeTemplate of karpenter.k8s.aws/v1alpha1 to EC2NodeClass of v1.
 *  @source aws/karpenter-provider-aws pkg/utils/nodeclass/nodeclass.go New@v0.32.10,
 *  tools/karpenter-convert/pkg/convert/convert.go@v0.32.10. Differs from upstream: instanceProfile stays, which v1 has
 *  again. */
import { spellText } from '../manifest/spell';
import { commentedOut, commentsOf, entryOf, renamed, type Block, type Entry } from './block';
import type { Draft } from './draft';
import { indent } from './lines';
import { convertNodeClass } from './nodeClass';

/** Keys of the old selectors that are no tags, with the field of a term that takes their place. */
const SPECIAL: Readonly<Record<string, string>> = {
  'aws-ids': 'id',
  'aws::ids': 'id',
  'aws::name': 'name',
  'aws::owners': 'owner',
};

export function convertNodeTemplate(draft: Draft): boolean {
  const spec = draft.block.inside('spec');
  if (!spec) return false;
  draft.block.set('kind', 'EC2NodeClass');
  for (const key of ['apiVersion', 'kind']) spec.take(key);
  for (const field of ['subnetSelector', 'securityGroupSelector', 'amiSelector']) toTerms(spec, field);
  if (!spec.get('amiFamily')) useDefaultFamily(spec, draft);
  leaveOutLaunchTemplate(spec, draft);
  needRole(spec, draft);
  dropStatus(draft);
  return convertNodeClass(draft);
}

/** Written by the controller, of another form in v1. */
export function dropStatus(draft: Draft): void {
  if (draft.block.take('status')) draft.info(['status'], 'status is left out: the controller writes it');
}

function useDefaultFamily(spec: Block, draft: Draft): void {
  spec.put(entryOf('amiFamily', 'AL2'));
  draft.info(['spec', 'amiFamily'], 'AL2 was the default of amiFamily, which has to be given now');
}

/** A selector's map to a list of terms. */
function toTerms(spec: Block, field: string): void {
  const old = spec.get(field);
  if (!old) return;
  const values = Object.entries(old.value ?? {}).map(([key, value]) => [key, String(value)] as const);
  const isPlain = values.every(([key, value]) => !(key in SPECIAL) && !value.includes(','));
  const term = `${field}Terms`;
  spec.replace(field, isPlain ? tagsOnly(old, term) : termList(old, term, values));
}

/** One term with all tags: the lines stay as they are. */
const tagsOnly = (old: Entry, key: string): Entry => {
  const tags = renamed({ ...old, above: [] }, 'tags');
  return { ...entryOf(key, '', old.above), below: [`  - ${tags.head}`, ...indent(tags.below, 4)] };
};

/** Commas separate alternatives: each combination is a term. */
function termList(old: Entry, key: string, values: readonly (readonly [string, string])[]): Entry {
  const combinations = values.reduce<readonly (readonly (readonly [string, string])[])[]>(
    (known, [name, value]) =>
      value.split(',').flatMap((one) => known.map((chosen) => [...chosen, [name, one.trim()] as const])),
    [[]],
  );
  return { ...entryOf(key, '', commentsOf(old)), below: indent(combinations.flatMap(termLines), 2) };
}

function termLines(chosen: readonly (readonly [string, string])[]): string[] {
  const fields = chosen.flatMap(([key, value]) => {
    const field = SPECIAL[key];
    return field === undefined ? [] : [`${field}: ${spellText(value)}`];
  });
  const tags = chosen
    .filter(([key]) => !(key in SPECIAL))
    .map(([key, value]) => `  ${spellText(key)}: ${spellText(value)}`);
  const [first = '{}', ...rest] = [...fields, ...(tags.length > 0 ? ['tags:', ...tags] : [])];
  return [`- ${first}`, ...indent(rest, 2)];
}

function leaveOutLaunchTemplate(spec: Block, draft: Draft): void {
  const template = spec.take('launchTemplate');
  if (!template) return;
  spec.tail.push(...commentedOut(template, 'Karpenter makes its launch templates itself'));
  draft.warn(
    ['spec'],
    'launchTemplate is left as a comment: write what that template sets as fields of the EC2NodeClass',
  );
}

/** v1alpha1 fell back on a setting of the controller. */
function needRole(spec: Block, draft: Draft): void {
  if (spec.get('instanceProfile') ?? spec.get('role')) return;
  spec.put(entryOf('role', '${KARPENTER_NODE_ROLE}'));
  draft.warn(
    ['spec', 'role'],
    'the default instance profile is gone: put the name of the IAM role of the nodes',
  );
}

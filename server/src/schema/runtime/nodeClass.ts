/** EC2NodeClass: what the AWS provider finds out when it renders the launch template, offline.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go, pkg/providers/amifamily/bootstrap@v1.14.1 */
import { optionalText, record, records, text, type Fields } from '../registry/read';
import type { ResolvedOptions } from '../../model/options';
import type { SchemaProblem } from '../problem';
import { kubeletRefusals } from './kubelet';
import { quoteText } from '../wording';
import { refusal } from './refusal';
import { userDataProblem } from './userData';

export function nodeClassRefusals(
  object: Fields,
  { karpenterVersion }: Pick<ResolvedOptions, 'karpenterVersion'>,
): readonly SchemaProblem[] {
  const spec = record(object, 'spec');
  const terms = records(spec, 'amiSelectorTerms');
  const broken = terms.flatMap((term, index) => aliasRefusals(optionalText(term, 'alias'), index));
  if (broken.length > 0) return broken;
  const ofKubelet =
    karpenterVersion === '1.15.1' ? kubeletRefusals(record(spec, 'kubelet'), amiFamily(spec)) : [];
  if (ofKubelet.length > 0) return ofKubelet;
  const problem = userDataProblem(amiFamily(spec), text(spec, 'userData'));
  return problem === undefined
    ? []
    : [refusal(['spec', 'userData'], { rule: 'user-data', message: problem })];
}

/** An alias is split at its @: with two of them the controller ends itself. */
function aliasRefusals(alias: string | undefined, index: number): SchemaProblem[] {
  if (alias === undefined || alias.split('@').length === 2) return [];
  const message = `${quoteText(alias)} ends the Karpenter process when it is read: an alias is family@version`;
  return [refusal(['spec', 'amiSelectorTerms', index, 'alias'], { rule: 'ami-alias', message })];
}

const FAMILIES: Readonly<Record<string, string>> = {
  al2: 'AL2',
  al2023: 'AL2023',
  bottlerocket: 'Bottlerocket',
  windows2019: 'Windows2019',
  windows2022: 'Windows2022',
  windows2025: 'Windows2025',
};

/** The family of the images: as given, else as the alias says. */
function amiFamily(spec: Fields): string {
  const given = text(spec, 'amiFamily');
  if (given !== '') return given;
  const alias =
    records(spec, 'amiSelectorTerms')
      .map((term) => text(term, 'alias'))
      .find((one) => one !== '') ?? '';
  return FAMILIES[(alias.split('@')[0] ?? '').toLowerCase()] ?? 'Custom';
}

/** Images of a node group, where their disks are, and what runs when they start. */
import { textAt, textsAt, type Fields } from '../../manifest/fields';
import { yamlLines } from '../../manifest/spell';
import type { DraftNote } from '../draft';
import type { Leftover, NodeGroup } from './group';

/** eksctl's families: the alias of Karpenter's, or the family whose user data they read.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass.go AMIFamily...@v1.14.1; eksctl's schema */
const FAMILIES: Readonly<Record<string, { readonly alias?: string; readonly family: string }>> = {
  AmazonLinux2023: { alias: 'al2023', family: 'AL2023' },
  AmazonLinux2: { alias: 'al2', family: 'AL2' },
  Bottlerocket: { alias: 'bottlerocket', family: 'Bottlerocket' },
  BottlerocketFips: { family: 'Bottlerocket' },
  WindowsServer2019CoreContainer: { alias: 'windows2019', family: 'Windows2019' },
  WindowsServer2019FullContainer: { family: 'Windows2019' },
  WindowsServer2022CoreContainer: { alias: 'windows2022', family: 'Windows2022' },
  WindowsServer2022FullContainer: { family: 'Windows2022' },
  WindowsServer2025CoreContainer: { alias: 'windows2025', family: 'Windows2025' },
  WindowsServer2025FullContainer: { family: 'Windows2025' },
};

const nameOf = ({ fields }: NodeGroup): string => textAt(fields, 'amiFamily') ?? 'AmazonLinux2023';

/** Ubuntu starts with the script that AL2 has, so that AL2's form of user data fits. */
const familyOf = (group: NodeGroup): { readonly alias?: string; readonly family: string } =>
  FAMILIES[nameOf(group)] ?? { family: nameOf(group).startsWith('Ubuntu') ? 'AL2' : 'Custom' };

export interface Images {
  readonly fields: Fields;
  readonly notes: readonly DraftNote[];
}

export function imagesOf(group: NodeGroup): Images {
  const { alias, family } = familyOf(group);
  const ami = textAt(group.fields, 'ami');
  if (ami?.startsWith('ami-'))
    return { fields: { amiFamily: family, amiSelectorTerms: [{ id: ami }] }, notes: [] };
  if (alias !== undefined) {
    const version = releaseOf(group, alias);
    return { fields: { amiSelectorTerms: [{ alias: `${alias}@${version ?? 'latest'}` }] }, notes: [] };
  }
  const message = `Karpenter finds no images of ${nameOf(group)} by itself: put an image's id, name or tags for ami-placeholder`;
  return {
    fields: { amiFamily: family, amiSelectorTerms: [{ id: 'ami-placeholder' }] },
    notes: [{ severity: 'warning', path: 'spec.amiSelectorTerms', message }],
  };
}

/** Releases of Amazon Linux are called "1.35.0-20260701", which an alias has as "v20260701". */
function releaseOf({ fields }: NodeGroup, alias: string): string | undefined {
  const release = textAt(fields, 'releaseVersion') ?? '';
  const date = /^\d+\.\d+\.\d+-(\d{8})$/.exec(release)?.[1];
  return date !== undefined && (alias === 'al2' || alias === 'al2023') ? `v${date}` : undefined;
}

export const isBottlerocket = (group: NodeGroup): boolean => nameOf(group).startsWith('Bottlerocket');

/** The disk that volumeSize speaks of: Bottlerocket's second one holds images and logs. */
export function rootDevice(group: NodeGroup): string {
  const name = nameOf(group);
  if (isBottlerocket(group)) return '/dev/xvdb';
  return name.startsWith('Windows') || name.startsWith('Ubuntu') ? '/dev/sda1' : '/dev/xvda';
}

export interface UserData {
  readonly text: string | undefined;
  readonly left: readonly Leftover[];
}

/** Commands before the start are a shell script, which Karpenter runs before its own part. */
export function userDataOf(group: NodeGroup): UserData {
  const { fields } = group;
  const commands = textsAt(fields, 'preBootstrapCommands');
  const isLinux = ['AL2', 'AL2023'].includes(familyOf(group).family);
  const left = ['overrideBootstrapCommand', 'bottlerocket.settings']
    .map((field) => ({
      field,
      value: field === 'bottlerocket.settings' ? settingsOf(fields) : fields[field],
    }))
    .filter(({ value }) => value !== undefined)
    .map((one) => ({ ...one, why: WHY }));
  if (commands.length === 0) return { text: undefined, left };
  if (isLinux) return { text: `#!/bin/bash\n${commands.join('\n')}\n`, left };
  return { text: undefined, left: [...left, { field: 'preBootstrapCommands', value: commands, why: WHY }] };
}

const WHY = 'write it as userData in the form of the family: Karpenter adds what the node needs to join';

function settingsOf(fields: Fields): unknown {
  const settings = fields['bottlerocket'];
  return typeof settings === 'object' && settings !== null && 'settings' in settings
    ? settings.settings
    : undefined;
}

/** A value as the lines of a comment. */
export const commentLines = (field: string, value: unknown): readonly string[] =>
  yamlLines({ [field]: value }).map((line) => `#   ${line}`);

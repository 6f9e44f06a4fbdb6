/** EC2NodeClass of karpenter.k8s.aws/v1beta1 to v1.
 *  @source aws/karpenter-provider-aws pkg/apis/v1/ec2nodeclass_conversion.go ConvertFrom@v1.0.8; the default of the hop
 *  limit: pkg/apis/crds/karpenter.k8s.aws_ec2nodeclasses.yaml@v0.37.0 (2) and @v1.14.1 (1) */
import { entryOf, type Block } from './block';
import type { Draft } from './draft';
import { isFiller } from './lines';

/** Families that have an alias, which is their name in lower case. */
const WITH_ALIAS = ['AL2', 'AL2023', 'Bottlerocket', 'Windows2019', 'Windows2022'];

export function convertNodeClass(draft: Draft): boolean {
  const spec = draft.block.inside('spec');
  if (!spec) return false;
  draft.block.set('apiVersion', 'karpenter.k8s.aws/v1');
  return convertImages(spec, draft) && keepHopLimit(spec, draft);
}

function convertImages(spec: Block, draft: Draft): boolean {
  const family = spec.get('amiFamily')?.value;
  const terms = spec.get('amiSelectorTerms')?.value;
  const hasTerms = Array.isArray(terms) && terms.length > 0;
  if (family === 'Ubuntu') convertUbuntu(spec, draft, hasTerms);
  else if (typeof family === 'string' && WITH_ALIAS.includes(family)) {
    if (!hasTerms) useAlias(spec, family);
  } else convertCustom(spec, draft, hasTerms);
  return true;
}

/** The alias says the family too, so it takes the place of the field. */
function useAlias(spec: Block, family: string): void {
  if (spec.get('amiSelectorTerms')) spec.take('amiSelectorTerms');
  const old = spec.get('amiFamily');
  const made = entryOf('amiSelectorTerms', '', old?.above);
  const comment = old?.comment ?? '';
  spec.replace('amiFamily', {
    ...{ ...made, head: comment === '' ? made.head : `${made.head} ${comment}`, comment },
    below: [`  - alias: ${family.toLowerCase()}@latest`, ...(old?.below.filter(isFiller) ?? [])],
  });
}

/** v1 has no Ubuntu family: AL2 reads the same user data, and Ubuntu's default volume is written out. */
function convertUbuntu(spec: Block, draft: Draft, hasTerms: boolean): void {
  spec.set('amiFamily', 'AL2');
  draft.info(['spec', 'amiFamily'], 'v1 has no family Ubuntu: AL2 has the same form of user data');
  if (!hasTerms) needTerms(spec, draft, 'v1 finds no Ubuntu images by itself');
  if (spec.get('blockDeviceMappings')) return;
  spec.put({
    ...entryOf('blockDeviceMappings'),
    below: [
      '  - deviceName: /dev/sda1',
      '    rootVolume: true',
      '    ebs:',
      '      encrypted: true',
      '      volumeType: gp3',
      '      volumeSize: 20Gi',
    ],
  });
  draft.info(
    ['spec', 'blockDeviceMappings'],
    'the volume that the family Ubuntu had by default, written out',
  );
}

function convertCustom(spec: Block, draft: Draft, hasTerms: boolean): void {
  if (!spec.get('amiFamily')) spec.put(entryOf('amiFamily', 'Custom'));
  if (!hasTerms) needTerms(spec, draft, 'the family Custom needs images to be named');
  draft.info(
    ['spec', 'userData'],
    'with the family Custom, user data has to start the node with the taint karpenter.sh/unregistered:NoExecute',
  );
}

/** An image that does not exist, as upstream's own conversion puts in: nothing starts before it is replaced. */
function needTerms(spec: Block, draft: Draft, why: string): void {
  if (spec.get('amiSelectorTerms')) spec.take('amiSelectorTerms');
  spec.put({
    ...entryOf('amiSelectorTerms'),
    below: ['  # Not converted: name an image here', '  - id: ami-placeholder'],
  });
  draft.warn(['spec', 'amiSelectorTerms'], `${why}: put an image's id, name or tags for ami-placeholder`);
}

/** The default went from 2 to 1, which shuts containers off from instance metadata. */
function keepHopLimit(spec: Block, draft: Draft): boolean {
  const metadata = spec.open('metadataOptions');
  if (!metadata) return false;
  if (metadata.get('httpPutResponseHopLimit')) return true;
  metadata.put(entryOf('httpPutResponseHopLimit', '2'));
  draft.info(
    ['spec', 'metadataOptions', 'httpPutResponseHopLimit'],
    'the default went from 2 to 1; 2 keeps instance metadata in reach of containers',
  );
  return true;
}

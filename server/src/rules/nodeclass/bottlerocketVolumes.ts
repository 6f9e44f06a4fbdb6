/** E10, E11: Bottlerocket has two volumes, and a list of mappings replaces both. */
import { insertItem } from '../edits';
import { proposal } from '../proposals';
import type { Manifest } from '../../manifest/document';
import { at, list, text } from '../read';
import { NODE_CLASS } from '../kinds';
import { devicesOf, familyOf } from '../nodeClassView';
import { editRule } from '../rule';

const ROOT = '/dev/xvda';
const DATA = '/dev/xvdb';

export const bottlerocketVolumes = editRule({
  id: 'nodeclass/bottlerocket-both-volumes',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Block device mappings of Bottlerocket list both of its volumes.',
    why:
      'Bottlerocket keeps the system on /dev/xvda and images, logs and ephemeral storage on /dev/xvdb. A list of mappings ' +
      "replaces Karpenter's defaults as a whole. With /dev/xvda alone the data volume is what the AMI brings, and " +
      'enlarging the wrong one ends in disk pressure; with /dev/xvdb alone the root volume loses its encryption and type.',
    source:
      'https://github.com/aws/karpenter-provider-aws/blob/v1.14.1/pkg/providers/amifamily/bottlerocket.go',
  },
  check({ manifest, report }) {
    if (familyOf(manifest) !== 'Bottlerocket') return;
    const devices = devicesOf(manifest);
    const names = devices.map((device) => device.name);
    if (devices.length === 0 || names.includes(undefined)) return;
    const missing = [ROOT, DATA].filter((name) => !names.includes(name));
    if (missing.length !== 1) return;
    report({
      path: ['spec', 'blockDeviceMappings'],
      mark: 'key',
      message: names.includes(ROOT)
        ? `${DATA} is missing: pods and images live there, ${ROOT} holds only the system`
        : `${ROOT} is missing: the list replaces the defaults of both volumes, so the root volume is as the AMI made it`,
      fixes: proposal(`Add ${missing[0] ?? ''}`, () =>
        insertItem(
          manifest,
          ['spec', 'blockDeviceMappings'],
          `{ deviceName: ${missing[0] ?? ''}, ebs: { volumeSize: ${sizeOf(manifest, missing[0])}, volumeType: gp3, encrypted: true } }`,
        ),
      ),
    });
  },
});

/** A data volume as large as the one that was meant to be it; a root volume as Karpenter makes it.
 *  @source aws/karpenter-provider-aws pkg/providers/amifamily/bottlerocket.go DefaultBlockDeviceMappings@v1.14.1 */
const sizeOf = (nodeClass: Manifest, device: string | undefined): string => {
  const given = list(at(nodeClass.value, 'spec', 'blockDeviceMappings'))[0];
  return device === ROOT ? '4Gi' : (text(at(given, 'ebs', 'volumeSize')) ?? '20Gi');
};

/** E12: the root device of another family of images. */
import { replaceValue } from '../edits';
import { NODE_CLASS } from '../kinds';
import { devicesOf, familyOf } from '../nodeClassView';
import { editRule } from '../rule';

const LINUX = '/dev/xvda';
const WINDOWS = '/dev/sda1';

/** @source aws/karpenter-provider-aws pkg/providers/amifamily/al2023.go, windows.go EphemeralBlockDevice@v1.14.1 */
const ROOTS: Readonly<Record<string, string>> = {
  AL2: LINUX,
  AL2023: LINUX,
  Bottlerocket: LINUX,
  Windows2019: WINDOWS,
  Windows2022: WINDOWS,
  Windows2025: WINDOWS,
};

export const rootDeviceOfFamily = editRule({
  id: 'nodeclass/root-device-of-family',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The root volume is mapped to the device that the AMI family boots from.',
    why:
      'Amazon Linux and Bottlerocket boot from /dev/xvda, Windows from /dev/sda1. A mapping of the other name does not size ' +
      'the root volume: it adds a second disk, or the launch fails with InvalidBlockDeviceMapping.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#specblockdevicemappings',
  },
  check({ manifest, report }) {
    const family = familyOf(manifest);
    const root = ROOTS[family ?? ''];
    const devices = devicesOf(manifest);
    if (root === undefined || devices.some(({ name }) => name === root)) return;
    const wrong = devices.find(({ name }) => name === (root === LINUX ? WINDOWS : LINUX));
    if (!wrong) return;
    const path = [...wrong.path, 'deviceName'];
    report({
      path,
      message: `${family ?? ''} boots from ${root}: ${wrong.name ?? ''} is not its root volume`,
      fixes: () => [{ title: `Change to ${root}`, safe: false, edits: replaceValue(manifest, path, root) }],
    });
  },
});

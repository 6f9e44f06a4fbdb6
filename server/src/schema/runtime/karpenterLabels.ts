/** Why Karpenter's run-time validation refuses a label key, in words, and the old spellings it reads there.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/labels.go@v1.14.1 */
import { ARCH, INSTANCE_TYPE, OS, REGION, ZONE } from '../../model/labels';
import { isRestrictedLabel, restrictedDomainOf } from '../../model/wellKnownLabels';

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['failure-domain.beta.kubernetes.io/zone', ZONE],
  ['failure-domain.beta.kubernetes.io/region', REGION],
  ['beta.kubernetes.io/arch', ARCH],
  ['beta.kubernetes.io/os', OS],
  ['beta.kubernetes.io/instance-type', INSTANCE_TYPE],
]);

/** The key that Karpenter reads `key` as. */
export function normalizedLabel(key: string): string {
  return ALIASES.get(key) ?? key;
}

/** Why a label of this key would disturb provisioning; undefined when it does not. */
export function restrictionOf(key: string): string | undefined {
  if (!isRestrictedLabel(key)) return undefined;
  const owner = restrictedDomainOf(key);
  if (owner !== undefined) return `the domain ${owner} belongs to Karpenter, which has no label of this name`;
  return 'Karpenter sets this label itself';
}

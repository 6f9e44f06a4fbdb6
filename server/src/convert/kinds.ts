/** Which old kinds are converted, to what, and by whom. */
import type { Manifest } from '../manifest/document';
import { textAt, valueAt } from '../manifest/fields';
import type { Converter } from './draft';
import { convertHpaV1, convertHpaV2beta1, convertHpaV2beta2 } from './hpa';
import { convertNodeClass } from './nodeClass';
import { convertNodePool } from './nodePool';
import { convertNodeTemplate } from './nodeTemplate';
import { convertProvisioner } from './provisioner';

/** How an old kind becomes a current one. */
export interface Conversion {
  /** `<apiVersion> <kind>`. */
  readonly to: string;
  readonly convert: Converter;
  /** Whether the result always means what the old object meant, whatever it says. */
  readonly keepsMeaning: boolean;
}

export const NODE_POOL = 'karpenter.sh/v1 NodePool';
export const NODE_CLASS = 'karpenter.k8s.aws/v1 EC2NodeClass';
const HPA = 'autoscaling/v2 HorizontalPodAutoscaler';

const POOL_FROM_V1BETA1: Conversion = { to: NODE_POOL, convert: convertNodePool, keepsMeaning: false };

/** By `<apiVersion> <kind>` of what is converted. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  'karpenter.sh/v1alpha5 Provisioner': { to: NODE_POOL, convert: convertProvisioner, keepsMeaning: false },
  'karpenter.sh/v1beta1 NodePool': POOL_FROM_V1BETA1,
  'karpenter.k8s.aws/v1alpha1 AWSNodeTemplate': {
    ...{ to: NODE_CLASS, convert: convertNodeTemplate, keepsMeaning: false },
  },
  'karpenter.k8s.aws/v1beta1 EC2NodeClass': {
    to: NODE_CLASS,
    convert: convertNodeClass,
    keepsMeaning: false,
  },
  'autoscaling/v2beta2 HorizontalPodAutoscaler': { to: HPA, convert: convertHpaV2beta2, keepsMeaning: true },
  'autoscaling/v2beta1 HorizontalPodAutoscaler': { to: HPA, convert: convertHpaV2beta1, keepsMeaning: true },
  'autoscaling/v1 HorizontalPodAutoscaler': { to: HPA, convert: convertHpaV1, keepsMeaning: true },
};

/** How a manifest becomes current; undefined when it is, and for kinds that are never old. */
export function conversionOf(
  manifest: Pick<Manifest, 'apiVersion' | 'kind' | 'value'>,
): Conversion | undefined {
  const kind = kindOf(manifest);
  if (kind === NODE_POOL) return isHalfConverted(manifest.value) ? POOL_FROM_V1BETA1 : undefined;
  return Object.hasOwn(CONVERSIONS, kind) ? CONVERSIONS[kind] : undefined;
}

/** A NodePool that got the version of v1, and kept fields of v1beta1 that the API server refuses there. */
export function isHalfConverted(pool: unknown): boolean {
  const template = valueAt(pool, 'spec', 'template', 'spec');
  const disruption = valueAt(pool, 'spec', 'disruption');
  return (
    [valueAt(template, 'kubelet'), valueAt(template, 'nodeClassRef', 'apiVersion')].some(isThere) ||
    isThere(valueAt(disruption, 'expireAfter')) ||
    textAt(disruption, 'consolidationPolicy') === 'WhenUnderutilized'
  );
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** Whether the API server still takes the old version, so that nothing has to be told about it. */
export const isServedOld = (manifest: Pick<Manifest, 'apiVersion' | 'kind'>): boolean =>
  kindOf(manifest) === 'autoscaling/v1 HorizontalPodAutoscaler';

export const kindOf = ({ apiVersion = '', kind = '' }: Pick<Manifest, 'apiVersion' | 'kind'>): string =>
  `${apiVersion} ${kind}`;

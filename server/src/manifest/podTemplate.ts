/** Pod specs: what scheduling reads of a pod, as the API server would have completed it. */
import type { HostPort, PodTemplate } from '../model/pod';
import { decodeAffinity, decodeTopologySpread, selectsByField } from './affinity';
import { integerAt, isTrueAt, listAt, textAt, textMapAt, valueAt } from './fields';
import { podRequests } from './resourceList';
import { isFilledInLater } from './requirementSpec';
import { decodeTolerations } from './taint';

/** A volume that needs a claim: one that exists, or one that a controller makes for each pod. */
export type VolumeClaimUse =
  | { readonly source: 'claim'; readonly claimName: string }
  | { readonly source: 'template'; readonly storageClassName: string | undefined };

/** A pod template but for what only the rest of the cluster can tell: its volumes' topology, whether it is refused. */
export interface DecodedPod {
  readonly template: Omit<PodTemplate, 'volumeRequirements' | 'refusal'>;
  readonly volumeClaims: readonly VolumeClaimUse[];
  /** Set when the pod is bound already. */
  readonly nodeName: string | undefined;
  readonly schedulerName: string;
  /** Held back by scheduling gates. */
  readonly isGated: boolean;
  readonly hasMatchFields: boolean;
  /** Asks for devices by resource claims (Dynamic Resource Allocation). */
  readonly usesResourceClaims: boolean;
}

/** Decodes a pod or a pod template: a value with `metadata` and `spec`. */
export function decodePod(value: unknown, namespace: string): DecodedPod {
  const spec = valueAt(value, 'spec');
  const labels = textMapAt(value, 'metadata', 'labels');
  return {
    template: {
      namespace,
      labels,
      requests: podRequests(spec),
      nodeSelector: nodeSelector(spec),
      ...decodeAffinity(spec, labels),
      topologySpread: decodeTopologySpread(spec, labels),
      tolerations: decodeTolerations(spec),
      hostPorts: decodeHostPorts(spec),
    },
    volumeClaims: listAt(spec, 'volumes').flatMap(decodeVolumeClaim),
    nodeName: textAt(spec, 'nodeName') || undefined,
    schedulerName: textAt(spec, 'schedulerName') || 'default-scheduler',
    isGated: listAt(spec, 'schedulingGates').length > 0,
    hasMatchFields: selectsByField(spec),
    usesResourceClaims: usesResourceClaims(spec),
  };
}

const nodeSelector = (spec: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(textMapAt(spec, 'nodeSelector')).filter(([key, value]) => !isFilledInLater(key, value)),
  );

/** Host ports of the containers (init containers hold none, as upstream counts). With the host's network every
 *  container port is one.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/hostportusage.go GetHostPorts@v1.14.1
 *  @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go defaultHostNetworkPorts@v1.35 */
function decodeHostPorts(spec: unknown): readonly HostPort[] {
  const hostNetwork = isTrueAt(spec, 'hostNetwork');
  return listAt(spec, 'containers')
    .flatMap((container) => listAt(container, 'ports'))
    .flatMap((port) => {
      const number = integerAt(port, 'hostPort') || (hostNetwork ? integerAt(port, 'containerPort') : 0);
      if (!number) return [];
      return [
        {
          ip: textAt(port, 'hostIP') || '0.0.0.0',
          port: number,
          protocol: textAt(port, 'protocol') || 'TCP',
        },
      ];
    });
}

function decodeVolumeClaim(volume: unknown): readonly VolumeClaimUse[] {
  const claimName = textAt(volume, 'persistentVolumeClaim', 'claimName');
  if (claimName !== undefined) return [{ source: 'claim', claimName }];
  const template = valueAt(volume, 'ephemeral', 'volumeClaimTemplate');
  return template === undefined ? [] : [decodeClaimTemplate(template)];
}

/** A claim that a controller makes: of an ephemeral volume or of a StatefulSet's `volumeClaimTemplates`. */
export const decodeClaimTemplate = (template: unknown): VolumeClaimUse => ({
  source: 'template',
  storageClassName: textAt(template, 'spec', 'storageClassName'),
});

function usesResourceClaims(spec: unknown): boolean {
  if (listAt(spec, 'resourceClaims').length > 0) return true;
  return [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].some(
    (container) => listAt(container, 'resources', 'claims').length > 0,
  );
}

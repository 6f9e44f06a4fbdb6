/** CapacityBuffers as workloads whose pods never run.
 *  @source kubernetes-sigs/karpenter pkg/utils/apps/resolve.go, pkg/controllers/capacitybuffer/helpers.go@v1.14.1 */
import { podFactory } from '../../consolidation/pods';
import { decodeEviction } from '../../manifest/eviction';
import { integerAt, optionalMappingAt, textAt, valueAt } from '../../manifest/fields';
import { groupKind } from '../../manifest/objectId';
import { decodePod } from '../../manifest/podTemplate';
import { decodeResources } from '../../manifest/resourceList';
import type { PodTemplate } from '../../model/pod';
import type { Buffer, PlannedWorkload } from '../../timeline/plan';
import type { ClusterWorld, KnownObject } from './clusterWorld';

export function bufferWorkloads(
  cluster: ClusterWorld,
  workloads: readonly PlannedWorkload[],
): readonly PlannedWorkload[] {
  return cluster.objects
    .filter(({ id }) => groupKind(id) === 'autoscaling.x-k8s.io/CapacityBuffer')
    .flatMap((object) => bufferWorkload(cluster, workloads, object));
}

function bufferWorkload(
  { objects, context }: ClusterWorld,
  workloads: readonly PlannedWorkload[],
  { id, value }: KnownObject,
): readonly PlannedWorkload[] {
  const spec = valueAt(value, 'spec');
  const scalable = textAt(spec, 'scalableRef', 'name');
  const source = workloads.find(
    ({ key, kind }) =>
      key === `${id.namespace}/${scalable ?? ''}` && kind === textAt(spec, 'scalableRef', 'kind'),
  );
  const named = textAt(spec, 'podTemplateRef', 'name');
  const podTemplate = objects.findLast(
    (one) => one.id.kind === 'PodTemplate' && one.id.namespace === id.namespace && one.id.name === named,
  );
  const template: PodTemplate | undefined = podTemplate
    ? {
        ...decodePod(valueAt(podTemplate.value, 'template'), id.namespace).template,
        ...{ volumeRequirements: [], refusal: undefined },
      }
    : source?.podOf(0).template;
  if (!template) return [];
  const wishes = decodeEviction(undefined);
  const group = {
    workload: `${id.namespace}/${id.name}`,
    kind: 'CapacityBuffer',
    template,
    podCount: 0,
    bare: false,
  };
  return [
    {
      ...{ key: group.workload, kind: group.kind, replicas: 0, priority: -Infinity, probes: [] },
      ...{ podOf: podFactory(group, wishes, context), protectedSeconds: 0 },
      buffer: bufferOf(spec, template, source?.key),
    },
  ];
}

function bufferOf(spec: unknown, template: PodTemplate, ofWorkload: string | undefined): Buffer {
  const limits = optionalMappingAt(spec, 'limits');
  return {
    replicas: integerAt(spec, 'replicas'),
    percentage: integerAt(spec, 'percentage'),
    ofWorkload,
    limit: limits ? fitting(template.requests, decodeResources(limits)) : Infinity,
  };
}

/** How many pods the limits hold; resources that pods do not ask for limit nothing. */
function fitting(
  requests: Readonly<Record<string, number>>,
  limits: Readonly<Record<string, number>>,
): number {
  const counts = Object.entries(limits).flatMap(([name, limit]) => {
    const request = requests[name] ?? 0;
    return request > 0 ? [Math.floor(limit / request)] : [];
  });
  return Math.min(...counts);
}

/** Why there is nothing that a load could fall on. */
import { nearestWord } from '../../util/nearest';
import { findObject, type ClusterWorld } from './clusterWorld';

const NAMED_AT_MOST = 5;
const KINDS = ['Deployment', 'StatefulSet', 'Job', 'ScaledJob'];

export function noSubject(workload: string | undefined, cluster: ClusterWorld): string {
  const known = cluster.prepared.cluster.workloads.map(({ id }) => `${id.namespace}/${id.name}`);
  const refused = refusedWorkload(workload, cluster);
  if (refused !== undefined)
    return `${refused} takes no part: it is refused, or not Karpenter's to place (dryfit check says more)`;
  if (workload === undefined || known.length === 0)
    return (
      lostTarget(cluster) ?? 'there is no workload: a Deployment, StatefulSet, Job or ScaledJob is needed'
    );
  const nearest = nearestWord(workload, known);
  const more = known.length > NAMED_AT_MOST ? ` and ${known.length - NAMED_AT_MOST} more` : '';
  const hint =
    nearest === undefined
      ? `there are ${known.slice(0, NAMED_AT_MOST).join(', ')}${more}`
      : `did you mean ${nearest}?`;
  return `there is no workload ${workload} that takes part: ${hint}`;
}

/** `Deployment/web`: the one that is asked for, or the first of all. Its namespace is not known: one of this name that takes part may
 *  be what was meant. */
function refusedWorkload(wanted: string | undefined, { prepared }: ClusterWorld): string | undefined {
  const name = wanted?.split('/').at(-1);
  if (prepared.cluster.workloads.some(({ id }) => id.name === name)) return undefined;
  const found = prepared.cluster.skipped.find(
    (one) => KINDS.includes(one.kind ?? '') && (name === undefined || one.name === name),
  );
  return found && [found.kind, found.name].filter(Boolean).join('/');
}

function lostTarget({ prepared, objects }: ClusterWorld): string | undefined {
  const target = prepared.cluster.scalers[0]?.target;
  if (!target) return undefined;
  const key = `${target.namespace}/${target.name}`;
  const why = findObject(objects, target.kind, key)
    ? 'whose pods are not known'
    : 'which is not among the files';
  return `there is no workload: a scaler aims at ${target.kind}/${key}, ${why}`;
}

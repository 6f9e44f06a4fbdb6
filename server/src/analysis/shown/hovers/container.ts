/** A container's resources: what its requests make of the cost of a replica. */
import { requestShare } from '../../../cost/shares';
import type { Path } from '../../../manifest/document';
import { valueAt } from '../../../manifest/path';
import { objectId } from '../../../manifest/objectId';
import { decodeWorkload } from '../../../manifest/workload';
import { formatUsdPerMonth, isUnknown } from '../money';
import { resourceAmount, type Resources } from '../../../model/resources';
import type { Facts, ReadyCluster } from './ask';
import { billShare, costOf, workloadName } from './workload';
import { basisLine, code, counted, paragraphs, percent, whenReady } from './words';

export const containerFacts: Facts = ({ manifest, path, cluster }) => {
  const workload = workloadName(manifest);
  const container = workload === undefined ? undefined : containerOf(manifest.value, path);
  if (workload === undefined || !container) return undefined;
  const id = objectId(manifest.value);
  const pod = id && decodeWorkload(manifest.value, id)?.pod.template.requests;
  const name = valueAt(manifest.value, [...container, 'name']);
  const share = pod && requestShare(requestsOf(valueAt(manifest.value, [...container, 'resources'])), pod);
  const title = `**Container ${code(typeof name === 'string' ? name : '')} of ${code(workload)}**`;
  return whenReady(cluster(), title, (ready) => containerText(workload, share, ready));
};

/** The path of the container whose `resources` hold the path; of those that run as long as the pod. */
function containerOf(value: unknown, path: Path): Path | undefined {
  const at = path.indexOf('resources');
  const container = path.slice(0, at);
  const list = path[at - 2];
  const isSidecar = list === 'initContainers' && valueAt(value, [...container, 'restartPolicy']) === 'Always';
  return at >= 2 && (list === 'containers' || isSidecar) ? container : undefined;
}

/** What is asked for; a limit without a request counts as one. */
function requestsOf(resources: unknown): Resources {
  const amounts = ['limits', 'requests'].flatMap((field) =>
    Object.entries((valueAt(resources, [field]) ?? {}) as Record<string, unknown>),
  );
  return Object.fromEntries(
    amounts.map(([name, quantity]) => [name, resourceAmount(name, String(quantity)) ?? 0]),
  );
}

function containerText(workload: string, share: number | undefined, ready: ReadyCluster): string {
  const own = costOf(workload, ready);
  const { currencyLabel: label } = ready.preview.cost;
  if (!own) return paragraphs('No pod of it runs in the simulation.', basisLine(ready, { workload }));
  if (share === undefined)
    return paragraphs(
      'Its pods request nothing that a part of the cost could go by.',
      basisLine(ready, { workload }),
    );
  if (isUnknown(own)) return paragraphs('Its cost is not known.', basisLine(ready, { workload }));
  const each = own.usdPerMonth / own.podCount;
  const bound = own.isLowerBound ? 'at least ' : '';
  return paragraphs(
    `${share === 1 ? '' : `Its requests are ${percent(share)} of its pod's: `}**${bound}${formatUsdPerMonth(each * share, label)}** a replica, ` +
      `${bound}${formatUsdPerMonth(own.usdPerMonth * share, label)} for ${counted(own.podCount, 'replica')}` +
      `${billShare(own.usdPerHour * share, ready.preview.cost)}.`,
    basisLine(ready, { workload }),
  );
}

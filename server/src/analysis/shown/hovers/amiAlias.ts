/** An AMI alias: how old what it pins is, or which nodes follow it, and the volumes of its family. */
import { nodeVolumes } from '../../../cost/volumes';
import { decodeEc2NodeClass } from '../../../manifest/ec2NodeClass';
import { valueAt } from '../../../manifest/path';
import { isUnfilled } from '../../../manifest/placeholders';
import type { Facts, ReadyCluster, WallTime } from './ask';
import { basisLine, code, counted, linked, paragraphs } from './words';

export const amiAliasFacts: Facts = ({ manifest, path, cluster, time }) => {
  const nodeClass = decodeEc2NodeClass(manifest.value);
  const written = valueAt(manifest.value, path);
  if (!nodeClass || path.at(-1) !== 'alias' || path[1] !== 'amiSelectorTerms' || typeof written !== 'string')
    return undefined;
  const state = cluster();
  const followers = state.state === 'ready' ? followersText(nodeClass.name, state) : '';
  const volumes = nodeVolumes(nodeClass).flatMap(({ deviceName, sizeGib, volumeType }) =>
    sizeGib === undefined || volumeType === undefined
      ? []
      : [`${code(deviceName)} ${sizeGib} GiB ${volumeType}`],
  );
  return paragraphs(
    pinnedText(written, time),
    followers,
    volumes.length > 0 ? `Volumes of a node: ${volumes.join(', ')}.` : '',
    followers !== '' && state.state === 'ready' ? basisLine(state, {}) : '',
  );
};

/** Releases of Amazon Linux are called by their day. */
function pinnedText(alias: string, time: WallTime | undefined): string {
  const version = alias.split('@')[1] ?? '';
  if (isUnfilled(alias)) return 'Which release it follows is filled in later.';
  if (version === 'latest') return 'Follows every release: nodes drift when one appears.';
  const [, year, month, day] = /^v?(\d{4})(\d\d)(\d\d)$/.exec(version) ?? [];
  if (year === undefined || month === undefined || day === undefined) return `Pinned to ${code(version)}.`;
  const days = time
    ? Math.floor((time.second - Date.UTC(+year, +month - 1, +day) / 1000) / 86_400)
    : undefined;
  const age = days === undefined || days < 0 ? '' : `, ${counted(days, 'day')} ago`;
  return `Pinned to the release of ${year}-${month}-${day}${age}.`;
}

function followersText(nodeClass: string, { preview }: ReadyCluster): string {
  const pools = preview.nodePools.filter((pool) => pool.nodeClass === nodeClass);
  const nodeCount = pools.reduce((sum, pool) => sum + pool.nodeCount, 0);
  if (nodeCount === 0) return '';
  return `${counted(nodeCount, 'node')} of ${pools.map(({ name, location }) => linked(name, location)).join(', ')} ${nodeCount === 1 ? 'starts from it; a change of it replaces it' : 'start from it; a change of it replaces them'}.`;
}

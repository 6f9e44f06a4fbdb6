/** Where the nodes of a group are: its subnets, or those that eksctl made for the cluster. */
import { mappingAt, textAt, textMapAt, textsAt, type Fields } from '../../manifest/fields';
import type { DraftNote } from '../draft';
import type { Leftover, NodeGroup } from './group';

export interface Subnets {
  readonly terms: readonly Fields[];
  readonly left: readonly Leftover[];
  readonly notes: readonly DraftNote[];
}

const DISCOVERY = 'karpenter.sh/discovery';

export function subnetsOf(group: NodeGroup): Subnets {
  const { fields, config, cluster } = group;
  const asked = textsAt(fields, 'subnets');
  if (asked.length > 0) return askedFor(group, asked);
  const known = idsOf(config, kindOf(fields));
  if (known.length > 0) return { terms: known.map((id) => ({ id })), left: [], notes: [] };
  const discovery = textMapAt(config, 'metadata', 'tags')[DISCOVERY];
  const tags = discovery === undefined ? ownTags(fields, cluster) : { [DISCOVERY]: discovery };
  return { terms: [{ tags }], left: [], notes: [] };
}

/** Subnets by ID, or by their name below vpc.subnets. */
function askedFor({ config, fields }: NodeGroup, asked: readonly string[]): Subnets {
  const ids = asked.flatMap((name) => (name.startsWith('subnet-') ? name : (idOf(config, name) ?? [])));
  const unknown = asked.filter((name) => !name.startsWith('subnet-') && idOf(config, name) === undefined);
  const why = 'vpc.subnets gives no ID for these names: select the subnets by ID or tags';
  return {
    terms:
      ids.length > 0
        ? ids.map((id) => ({ id }))
        : [{ tags: ownTags(fields, textAt(config, 'metadata', 'name') ?? '') }],
    left: unknown.length > 0 ? [{ field: 'subnets', value: unknown, why }] : [],
    notes: [],
  };
}

const kindOf = (fields: Fields): 'private' | 'public' =>
  fields['privateNetworking'] === true ? 'private' : 'public';

const idsOf = (config: Fields, kind: 'private' | 'public'): readonly string[] =>
  Object.values(mappingAt(config, 'vpc', 'subnets', kind)).flatMap((subnet) => textAt(subnet, 'id') ?? []);

const idOf = (config: Fields, name: string): string | undefined =>
  textAt(config, 'vpc', 'subnets', 'private', name, 'id') ??
  textAt(config, 'vpc', 'subnets', 'public', name, 'id');

/** Tags that eksctl gives the subnets that it makes: the cluster's name, and what load balancers go by.
 *  @source eksctl-io/eksctl pkg/cfn/builder/vpc.go; docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html */
const ownTags = (fields: Fields, cluster: string): Fields => ({
  'alpha.eksctl.io/cluster-name': cluster,
  [kindOf(fields) === 'private' ? 'kubernetes.io/role/internal-elb' : 'kubernetes.io/role/elb']: '1',
});

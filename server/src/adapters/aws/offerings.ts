/** Types of the region and the zones that offer them, by EC2's DescribeInstanceTypeOfferings and DescribeInstanceTypes. */
import {
  paginateDescribeInstanceTypeOfferings,
  paginateDescribeInstanceTypes,
  type EC2Client,
  type InstanceTypeInfo,
} from '@aws-sdk/client-ec2';
import { readOfferings, zonesRecord } from '../../catalog/refreshed/offeringAnswer';
import type { OfferingsPart } from '../../model/priceSnapshot';
import { success, type Outcome } from '../../util/outcome';
import { compareText } from '../../util/sort';
import { fetchPart } from './fetchPart';

type Zones = ReadonlyMap<string, ReadonlySet<string>>;

/** @param isKnown  whether the embedded catalog describes the type: the others are kept as EC2 describes them */
export async function fetchOfferings(
  client: EC2Client,
  { asOf, isKnown }: { readonly asOf: string; readonly isKnown: (type: string) => boolean },
): Promise<Outcome<OfferingsPart>> {
  const [zones, newTypes] = await Promise.all([fetchZones(client), fetchNewTypes(client, isKnown)]);
  if (!zones.ok) return zones;
  if (!newTypes.ok) return newTypes;
  return success({ asOf, zones: zonesRecord(zones.value), newTypes: newTypes.value });
}

function fetchZones(client: EC2Client): Promise<Outcome<Zones>> {
  const zones = new Map<string, Set<string>>();
  return fetchPart({
    permission: 'ec2:DescribeInstanceTypeOfferings',
    pages: paginateDescribeInstanceTypeOfferings({ client }, { LocationType: 'availability-zone' }),
    take: (page) => readOfferings(page.InstanceTypeOfferings ?? [], zones),
    finish: () => (zones.size === 0 ? undefined : zones),
  });
}

/** @source aws/karpenter-provider-aws pkg/providers/instancetype/instancetype.go UpdateInstanceTypes@v1.14.1 */
function fetchNewTypes(
  client: EC2Client,
  isKnown: (type: string) => boolean,
): Promise<Outcome<readonly InstanceTypeInfo[]>> {
  const unknown: InstanceTypeInfo[] = [];
  let typeCount = 0;
  return fetchPart({
    permission: 'ec2:DescribeInstanceTypes',
    pages: paginateDescribeInstanceTypes(
      { client },
      {
        Filters: [
          { Name: 'supported-virtualization-type', Values: ['hvm'] },
          { Name: 'processor-info.supported-architecture', Values: ['x86_64', 'arm64'] },
        ],
      },
    ),
    take: ({ InstanceTypes: types = [] }) => {
      typeCount += types.length;
      unknown.push(...types.filter(({ InstanceType: name }) => name !== undefined && !isKnown(name)));
    },
    finish: () =>
      typeCount === 0
        ? undefined
        : unknown.sort((a, b) => compareText(a.InstanceType ?? '', b.InstanceType ?? '')),
  });
}

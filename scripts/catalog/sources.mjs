// The data sets of the snapshot: what each is and as of when. Dates that the files do not hold are written here.

export const SOURCES = (files) => [
  { id: 'instance-types', title: 'EC2 DescribeInstanceTypes', asOf: '2026-08-02' },
  { id: 'offerings', title: 'EC2 DescribeInstanceTypeOfferings', asOf: '2026-08-02' },
  { id: 'vpc-limits', title: 'network interface limits of the VPC resource controller', asOf: '2026-08-06' },
  { id: 'network-bandwidth', title: 'baseline network bandwidth', asOf: '2026-08' },
  ...Object.keys(files.offerings)
    .filter((region) => onDemandSource(region, files) !== 'on-demand')
    .sort()
    .map((region) => ({
      id: `on-demand/${region}`,
      title: 'AWS Price List, Linux, shared tenancy',
      asOf: files.onDemandNow[region].asOf.slice(0, 10),
    })),
  { id: 'on-demand', title: 'ec2instances.info, Linux, shared tenancy', asOf: files.onDemandOld.asOf },
  {
    id: 'windows',
    title: 'ec2instances.info, Windows licence included, shared tenancy',
    asOf: files.windows.asOf,
  },
  {
    id: 'spot-advisor',
    title: 'EC2 Spot Instance Advisor, average saving over on-demand',
    asOf: files.advisor.asOf,
  },
];

const isPricedInDollars = (region) => !region.startsWith('cn-');

/** The id of the data set that holds the on-demand prices of a region. */
export const onDemandSource = (region, files) =>
  files.onDemandNow[region] && isPricedInDollars(region) ? `on-demand/${region}` : 'on-demand';

/** On-demand prices of a region: type to dollars per hour. */
export const onDemandPrices = (region, files) =>
  onDemandSource(region, files) === 'on-demand'
    ? (files.onDemandOld.regions[region] ?? {})
    : files.onDemandNow[region].hourly;

// The bill of whole clusters, through the programmatic interface.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cost, simulate, type ClusterCost } from '../../../server/src/api';
import type { CostOptions } from '../../../server/src/model/costOptions';
import { billRows } from '../../../server/src/report/bill';
import { deployment, nodeClass, nodePool, staticPool } from '../../support/manifests';

const documents = (...texts: string[]) => [{ uri: 'file:///c.yaml', text: texts.join('---\n') }];

const files = documents(
  nodeClass(),
  nodePool('general'),
  deployment('web', { replicas: 3, cpu: '1500m' }),
  deployment('jobs', { replicas: 1, cpu: '300m' }),
);

const billOf = (options: CostOptions = {}, more = {}): ClusterCost => cost(files, { cost: options, ...more });

test('instances of the bill are what the simulation costs', () => {
  const { bill } = billOf({ controlPlane: 'none' });
  const instances = bill.terms.filter(({ id }) => id === 'spot' || id === 'on-demand');
  const usdPerHour = instances.reduce((sum, term) => sum + (term.usdPerHour ?? 0), 0);
  assert.equal(usdPerHour.toFixed(6), simulate(files).cost.usdPerHour.toFixed(6));
  assert.ok(usdPerHour > 0);
});

test('a pool that may take reserved capacity is named: it is not known what is reserved', () => {
  const reserving = nodeClass('reserving').concat(
    '  capacityReservationSelectorTerms: [{ id: cr-0123456789abcdef0 }]\n',
  );
  const pool = (name: string, types: string) =>
    nodePool(name, { className: 'reserving' }).replace('"on-demand", "spot"', types);
  const told = (...texts: string[]) =>
    cost(documents(reserving, nodeClass(), nodePool('plain'), ...texts)).assumptions.filter((one) =>
      one.includes('reserved'),
    );
  assert.deepEqual(told(pool('bought', '"on-demand", "spot"')), []);
  assert.deepEqual(told(pool('first', '"reserved", "on-demand"')), [
    'Karpenter takes reserved capacity first; what is reserved is not known, so types and dollars of first may differ.',
  ]);
  const any = pool('any', '').replace(/operator: In\n\s*values: \[\]/, 'operator: Exists');
  assert.match(told(any, pool('only', '"reserved"')).join(), /of any, only may differ/);
});

test('what the options say changes the bill and not the simulation', () => {
  assert.deepEqual(simulate(files, { cost: { discountPercent: 90 } }), simulate(files));
  assert.equal(billOf({ hoursPerMonth: 365 }).bill.usdPerMonth * 2, billOf().bill.usdPerMonth);
});

test('pools and the control plane make the bill, workloads make the pools', () => {
  const { bill, pools, workloads } = billOf();
  const poolsUsd = pools.reduce((sum, pool) => sum + pool.bill.usdPerHour, 0);
  assert.equal((poolsUsd + 0.1).toFixed(5), bill.usdPerHour.toFixed(5));
  const workloadsUsd = workloads.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0);
  assert.equal(workloadsUsd.toFixed(5), poolsUsd.toFixed(5));
  assert.deepEqual(
    workloads.map(({ workload, podCount }) => [workload, podCount]),
    [
      ['default/jobs', 1],
      ['default/web', 3],
    ],
  );
});

test('nodes of a static pool are in the bill with what they are launched as', () => {
  const none = billOf({ controlPlane: 'none' }).bill;
  const { bill, pools, workloads, assumptions } = cost(withStatic(3), { cost: { controlPlane: 'none' } });
  assert.deepEqual(
    pools.map(({ nodePool: name, nodeCount }) => [name, nodeCount]),
    [
      ['base', 3],
      ['general', 0],
    ],
  );
  assert.equal(bill.isLowerBound, false);
  assert.ok(bill.usdPerHour > none.usdPerHour);
  // All four pods have room on them: the pool's bill is theirs.
  const ofWorkloads = workloads.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0);
  assert.equal(ofWorkloads.toFixed(5), bill.usdPerHour.toFixed(5));
  assert.match(assumptions.join(' '), /only where Karpenter runs with the feature StaticCapacity/);
});

test('a static pool of no nodes costs nothing, one of too many is named as missing', () => {
  const { bill, assumptions } = cost(withStatic(0));
  assert.equal(bill.usdPerHour, billOf().bill.usdPerHour);
  assert.doesNotMatch(assumptions.join(' '), /StaticCapacity/);
  const costOfMany = cost(withStatic(2001));
  const { bill: many, pools } = costOfMany;
  assert.equal(billRows(costOfMany).rows.find(({ title }) => title === 'base')?.amount, 'not known');
  const base = pools.find(({ nodePool: name }) => name === 'base');
  assert.deepEqual([base?.nodeCount, base?.bill.isLowerBound], [2001, true]);
  assert.deepEqual(many.terms.find(({ id }) => id === 'on-demand')?.missing, [
    'Static NodePool base: 2,001 nodes, too many to simulate.',
  ]);
  assert.equal(many.isLowerBound, true);
});

test('of a static pool without its node class no cost is known', () => {
  const { bill, pools } = cost(documents(staticPool('base', 3)));
  assert.deepEqual(bill.terms.find(({ id }) => id === 'on-demand')?.missing, [
    'Static NodePool base: 3 nodes, whose EC2NodeClass is not among the files, or is refused.',
  ]);
  assert.deepEqual(
    pools.map((pool) => [pool.nodeCount, pool.bill.isLowerBound]),
    [[3, true]],
  );
});

/** The files with a pool that keeps so many nodes. */
const withStatic = (replicas: number) => [
  ...files,
  { uri: 'file:///base.yaml', text: staticPool('base', replicas) },
];

test('elsewhere than in us-east-1 volumes are not known until their price is set', () => {
  const { bill } = billOf({}, { region: 'eu-central-1' });
  assert.equal(bill.isLowerBound, true);
  assert.deepEqual(bill.terms.find(({ id }) => id === 'volumes')?.missing, [
    'The price of gp3: set dryfit.cost.volumePrices.gp3.usdPerGbMonth.',
  ]);
  const set = billOf({ volumePrices: { gp3: { usdPerGbMonth: 0.1 } } }, { region: 'eu-central-1' });
  assert.equal(set.bill.isLowerBound, false);
});

test('Windows nodes cost their licence; on spot that is not known', () => {
  const windows = (capacityType: string) =>
    documents(
      nodeClass().replace('al2023@v20260101', 'windows2022@latest'),
      nodePool('general').replace('["on-demand", "spot"]', `["${capacityType}"]`),
      deployment('web', { nodeSelector: '{kubernetes.io/os: windows}' }),
    );
  const [onDemand] = cost(windows('on-demand')).bill.terms;
  const [launch] = simulate(windows('on-demand')).nodeClaims;
  assert.ok((onDemand?.usdPerHour ?? 0) > (launch?.launch?.usdPerHour ?? Infinity));
  const [spot] = cost(windows('spot')).bill.terms;
  assert.deepEqual(
    [spot?.id, spot?.usdPerHour, spot?.missing],
    ['spot', undefined, ['The spot price of m5.large.']],
  );
});

test('options that make no sense count as not given', () => {
  const nonsense = {
    discountPercent: NaN,
    hoursPerMonth: -1,
    controlPlane: 'gold',
  } as unknown as CostOptions;
  assert.deepEqual(billOf(nonsense), billOf());
});

test('the same input gives the same bill, byte for byte', () => {
  assert.equal(JSON.stringify(billOf()), JSON.stringify(billOf()));
});

test('a region without offerings is refused', () => {
  assert.throws(() => billOf({}, { region: 'us-gov-west-1' }), /us-gov-west-1/);
});

test('a bill says of when the prices are of what is in it', () => {
  const told = (given: typeof files, options: CostOptions = {}, region = 'us-east-1') => {
    const { assumptions, basis } = cost(given, { cost: options, region });
    return [basis.slice(3), assumptions.filter((one) => /Windows|EBS/.test(one))];
  };
  const windows = documents(
    nodeClass().replace('al2023@v20260101', 'windows2022@latest'),
    nodePool('general'),
    deployment('web', { nodeSelector: '{kubernetes.io/os: windows}' }),
  );
  const own = { volumePrices: { gp3: { usdPerGbMonth: 0.1 }, gp2: { usdPerGbMonth: 0.2 } } };
  assert.deepEqual(told(files), [['EBS of 2026-11-28'], ['EBS prices of 2026-11-28.']]);
  assert.deepEqual(told(files, own), [
    ['EBS of 2026-11-28 and as set'],
    ['EBS prices of 2026-11-28; of gp2, gp3 as set.'],
  ]);
  assert.deepEqual(told(files, own, 'eu-central-1'), [['EBS as set'], ['EBS prices of gp2, gp3 as set.']]);
  assert.deepEqual(told(files, {}, 'eu-central-1'), [[], []]);
  assert.deepEqual(told(windows, {}, 'eu-central-1'), [
    ['Windows of 2025-05-28'],
    ['Windows nodes: on demand of 2025-05-28, licence included.'],
  ]);
});

test('many equal nodes are rounded once: terms and workloads make the bill of their pool to the cent', () => {
  const { pools, workloads } = cost(
    documents(
      nodeClass(),
      nodePool('general', { types: '"m5.large"' }),
      deployment('web', { replicas: 3000, cpu: '900m' }),
    ),
  );
  const [pool] = pools;
  const months = pool?.bill.terms.reduce((sum, { usdPerMonth = NaN }) => sum + usdPerMonth, 0);
  assert.ok((pool?.nodeCount ?? 0) > 400);
  assert.equal(months?.toFixed(5), pool?.bill.usdPerMonth.toFixed(5));
  assert.equal(workloads[0]?.usdPerMonth.toFixed(5), pool?.bill.usdPerMonth.toFixed(5));
});

test('what is missing of a custom AMI is said in words', () => {
  const custom = nodeClass().replace(
    '    - alias: al2023@v20260101',
    '    - id: ami-0123456789abcdef0\n  amiFamily: Custom',
  );
  const { bill } = cost(documents(custom, nodePool('general'), deployment('web')));
  assert.deepEqual(bill.terms.find(({ id }) => id === 'volumes')?.missing, [
    'The volumes of a custom AMI: the EC2NodeClass has no blockDeviceMappings.',
  ]);
});

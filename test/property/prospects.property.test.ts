/** Short cuts of consolidation change no answer: what is judged hopeless by sums is hopeless by a solve, and a solve over shared
 *  groundwork says what one from scratch says. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck';
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { clusterWorld, wishesOf, type ClusterWorld } from '../../server/src/analysis/motion/clusterWorld';
import { place } from '../../server/src/consolidation/carryOut';
import type { Candidate } from '../../server/src/consolidation/candidates';
import { computeCommand, type Command } from '../../server/src/consolidation/command';
import { NodeNames } from '../../server/src/consolidation/launches';
import { podsOfGroup } from '../../server/src/consolidation/pods';
import { fittingOn } from '../../server/src/consolidation/openRoom';
import { Prospects } from '../../server/src/consolidation/prospects';
import { firstFit } from '../../server/src/consolidation/firstFit';
import { getsNewNode } from '../../server/src/consolidation/newNode';
import { Spreads } from '../../server/src/consolidation/spreads';
import { bindToNodes, provision, solveMove } from '../../server/src/consolidation/moves';
import { scaleDown } from '../../server/src/consolidation/scaleDown';
import type { ClusterNode, RunningPod, World } from '../../server/src/consolidation/state';
import { TypeCache } from '../../server/src/simulate/instanceTypes';
import type { Move } from '../../server/src/solver/move';
import { Groundwork } from '../../server/src/solver/groundwork';
import { nodeClass } from '../support/manifests';

const RUNS = 40;
const resources = { catalog: loadCatalog(), cache: new TypeCache() };

const NODE_CLASS = `${nodeClass()}---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      tolerations: [{operator: Exists}]
      containers: [{name: c, image: i, resources: {requests: {cpu: 200m, memory: 256Mi}}}]
`;

const poolOf = fc.record({
  capacity: fc.constantFrom('spot', 'on-demand', 'spot, on-demand'),
  families: fc.constantFrom('c', 'm', 'c, m'),
  taint: fc.constantFrom('', 'NoSchedule', 'PreferNoSchedule'),
  team: fc.constantFrom('', 'red', 'blue'),
  weight: fc.integer({ min: 1, max: 3 }),
  limits: fc.constantFrom('', '', 'limits: {cpu: 12}'),
});

const spreadOf = (key: string, whenUnsatisfiable: string, selector: string, maxSkew = 1): string =>
  `topologySpreadConstraints: [{maxSkew: ${maxSkew}, topologyKey: ${key}, whenUnsatisfiable: ${whenUnsatisfiable}, labelSelector: {matchLabels: {${selector}}}}]`;
const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
/** By an index: the label of one workload alone. */
const OWN = 'app: own';
const SPREADS = [
  spreadOf(ZONE, 'ScheduleAnyway', OWN),
  spreadOf(ZONE, 'ScheduleAnyway', 'group: g', 2),
  spreadOf(ZONE, 'DoNotSchedule', OWN),
  spreadOf(HOST, 'ScheduleAnyway', OWN),
  spreadOf(HOST, 'DoNotSchedule', 'group: g', 3),
  spreadOf('karpenter.sh/nodepool', 'ScheduleAnyway', OWN),
  spreadOf('team', 'DoNotSchedule', OWN),
];

const workloadOf = fc.record({
  cpu: fc.constantFrom('200m', '500m', '900m', '1500m', '3'),
  memory: fc.constantFrom('256Mi', '1Gi', '6Gi'),
  replicas: fc.integer({ min: 1, max: 5 }),
  kept: fc.integer({ min: 0, max: 3 }),
  team: fc.constantFrom('', 'red', 'blue'),
  tolerates: fc.boolean(),
  more: fc.constantFrom<string>(
    '',
    'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {group: g}}}]}}',
    'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}]}, {matchExpressions: [{key: team, operator: NotIn, values: [red]}]}]}}}',
    spreadOf(ZONE, 'DoNotSchedule', 'group: g'),
    ...SPREADS,
  ),
});

type Made<T> = T extends fc.Arbitrary<infer U> ? U : never;
type Pool = Made<typeof poolOf>;
type Workload = Made<typeof workloadOf>;

const poolText = ({ capacity, families, taint, team, weight, limits }: Pool, index: number): string => `---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: p${index}}
spec:
  weight: ${weight}
  ${limits}
  disruption: {consolidateAfter: 0s, budgets: [{nodes: 100%}]}
  template:
    metadata: {labels: ${team === '' ? '{}' : `{team: ${team}}`}}
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      taints: ${taint === '' ? '[]' : `[{key: own, value: "1", effect: ${taint}}]`}
      requirements:
      - {key: karpenter.sh/capacity-type, operator: In, values: [${capacity}]}
      - {key: karpenter.k8s.aws/instance-category, operator: In, values: [${families}]}
      - {key: karpenter.k8s.aws/instance-generation, operator: In, values: ["6"]}
`;

const workloadText = (
  { cpu, memory, replicas, team, tolerates, more }: Workload,
  index: number,
): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: w${index}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: w${index}}}
  template:
    metadata: {labels: {app: w${index}, group: g}}
    spec:
      ${more.replaceAll(OWN, `app: w${index}`)}
      nodeSelector: ${team === '' ? '{}' : `{team: ${team}}`}
      tolerations: ${tolerates ? '[{key: own, operator: Exists}]' : '[]'}
      containers: [{name: c, image: i, resources: {requests: {cpu: ${cpu}, memory: ${memory}}}}]
`;

const cluster = fc.record({
  pools: fc.array(poolOf, { minLength: 1, maxLength: 3 }),
  workloads: fc.array(workloadOf, { minLength: 2, maxLength: 6 }),
});
type Cluster = Made<typeof cluster>;

/** Only the first workload may ask for more than room. */
const plainCluster = cluster.map(({ pools, workloads }) => ({
  pools,
  workloads: workloads.map((one, index) => (index === 0 ? one : { ...one, more: '' })),
}));

/** Pods ask for room, or to be spread. */
const spreadCluster = fc
  .tuple(cluster, fc.array(fc.constantFrom('', ...SPREADS), { minLength: 6, maxLength: 6 }))
  .map(([{ pools, workloads }, mores]) => ({
    pools,
    workloads: workloads.map((one, index) => ({ ...one, more: mores[index] ?? '' })),
  }));

function worldOf({ pools, workloads }: Cluster): ClusterWorld {
  const text = NODE_CLASS + pools.map(poolText).join('') + workloads.map(workloadText).join('');
  return clusterWorld([{ uri: 'file:///cluster.yaml', text }], {}, resources, { seconds: 0 });
}

const podsOf = ({ prepared, objects, context }: ClusterWorld): readonly RunningPod[] =>
  prepared.input.groups.flatMap((group) =>
    podsOfGroup(group, wishesOf(objects, group.kind, group.workload), context),
  );

/** The nodes after everything was placed and workloads shrank. */
function nodesOf(known: ClusterWorld, { workloads }: Cluster) {
  const { world } = known;
  const pods = podsOf(known);
  const replicas = Object.fromEntries(
    workloads.map(({ replicas, kept }, index) => [`default/w${index}`, Math.min(kept, replicas)]),
  );
  return scaleDown(place(world, [], pods, new NodeNames()), { replicas, pick: 'spread' });
}

const candidateOf = (node: ClusterNode): Candidate => ({ node, usdPerHour: node.usdPerHour, cost: 1 });

/** Each node alone, and all of them up to it. */
const batchesOf = (nodes: readonly ClusterNode[]): readonly (readonly Candidate[])[] =>
  nodes.flatMap((node, index) => [[candidateOf(node)], nodes.slice(0, index + 1).map(candidateOf)]);

const textOfMove = ({ placed, replacements, unplacedCount }: Move): string =>
  JSON.stringify([[...placed], replacements.map((one) => one.plan()), unplacedCount]);

function textOf(command: Command | undefined): string {
  const { move, replacement } = command ?? {};
  return JSON.stringify([[...(move?.placed ?? [])], replacement?.plan(), replacement?.typeNames]);
}

const anew = (world: World): World => ({
  ...world,
  control: { ...world.control, groundwork: new Groundwork() },
});

const HOPEFUL = { mayHelp: () => true, isVain: () => false };

describe('short cuts of consolidation', () => {
  it('what sums call hopeless, a solve calls hopeless', () => {
    let [hopeless, commands] = [0, 0];
    fc.assert(
      fc.property(cluster, fc.boolean(), (made, spotToSpot) => {
        const known = worldOf(made);
        const world = { ...known.world, spotToSpot };
        const nodes = nodesOf(known, made);
        const prospects = new Prospects(world, nodes);
        const spreads = new Spreads(world, nodes);
        for (const batch of batchesOf(nodes)) {
          const command = computeCommand(
            { world, nodes, open: nodes, spreads, prospects: HOPEFUL },
            batch,
            'single',
          );
          if (command) commands++;
          if (prospects.mayHelp(batch)) continue;
          hopeless++;
          assert.equal(command, undefined);
        }
      }),
      { seed: 8, numRuns: RUNS },
    );
    assert.ok(hopeless > 20, `only ${hopeless} were called hopeless`);
    assert.ok(commands > 20, `only ${commands} came to something`);
  });

  it('sums that were kept from look to look say what new ones say', () => {
    let [hopeful, hopeless] = [0, 0];
    const losses = fc.array(fc.array(fc.nat(30), { maxLength: 3 }), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(cluster, losses, (made, gone) => {
        const known = worldOf(made);
        const all = nodesOf(known, made);
        let nodes = all;
        for (const places of gone) {
          // Nodes come and go, lose pods and get them back, or stay as they are.
          nodes = all.flatMap((node, place) => {
            if (places.includes(place)) return [];
            return places.includes(place + 10) ? [{ ...node, pods: node.pods.slice(1) }] : [node];
          });
          const prospects = new Prospects(known.world, nodes);
          const fresh = new Prospects(anew(known.world), nodes);
          for (const batch of batchesOf(nodes)) {
            const answer = prospects.mayHelp(batch);
            assert.equal(answer, fresh.mayHelp(batch));
            if (answer) hopeful++;
            else hopeless++;
          }
        }
      }),
      { seed: 13, numRuns: RUNS },
    );
    assert.ok(hopeful > 100, `only ${hopeful} were hopeful`);
    assert.ok(hopeless > 20, `only ${hopeless} were hopeless`);
  });

  it('a pod that is said to have no room is not bound', () => {
    fc.assert(
      fc.property(cluster, (made) => {
        const known = worldOf(made);
        const nodes = nodesOf(known, made);
        for (const pod of nodes.flatMap(({ pods }) => pods)) {
          const { placed } = bindToNodes(known.world, nodes, [pod]);
          for (const node of nodes)
            if (placed.has(node.name))
              assert.ok(fittingOn(node, pod.template) > 0, `${pod.name} on ${node.name}`);
        }
      }),
      { seed: 9, numRuns: RUNS },
    );
  });

  it('pods that ask for room alone go where a solve puts them', () => {
    let [answers, unplaced] = [0, 0];
    fc.assert(
      fc.property(plainCluster, (made) => {
        const known = worldOf(made);
        const { world } = known;
        const nodes = nodesOf(known, made);
        const running = new Set(nodes.flatMap(({ pods }) => pods.map(({ name }) => name)));
        const gone = podsOf(known).filter(({ name }) => !running.has(name));
        for (const pending of [gone, ...gone.map((_, index) => gone.slice(index).reverse())]) {
          const poolless = { ...world, input: { ...world.input, pools: [] } };
          const places = { open: nodes, all: nodes, leaving: [], areAllThereIs: true };
          const fit = firstFit(world, { ...places, spreads: new Spreads(poolless, nodes) }, pending);
          if (fit) answers++;
          if (fit && 'placed' in fit && fit.unplacedCount > 0) unplaced++;
          const bound = solveMove(poolless, pending, nodes, () => 'open');
          assert.equal(textOfMove(bindToNodes(world, nodes, pending)), textOfMove(bound));
          const solved = solveMove(world, pending, nodes, () => 'open');
          assert.equal(textOfMove(provision(world, nodes, pending)), textOfMove(solved));
        }
      }),
      { seed: 11, numRuns: RUNS },
    );
    assert.ok(answers > 50, `only ${answers} were answered`);
    assert.ok(unplaced > 10, `only ${unplaced} left something unplaced`);
  });

  it('pods that are to be spread go where a solve puts them, and what is called vain is', () => {
    let [answers, stuck, vain] = [0, 0, 0];
    fc.assert(
      fc.property(spreadCluster, (made) => {
        const known = worldOf(made);
        const { world } = known;
        const nodes = nodesOf(known, made);
        const spreads = new Spreads(world, nodes);
        const prospects = new Prospects(world, nodes);
        for (const batch of batchesOf(nodes)) {
          const leaving = batch.map(({ node }) => node);
          const pods = leaving.flatMap((node) => node.pods);
          const open = nodes.filter((node) => !leaving.includes(node));
          const fit = firstFit(world, { open, all: nodes, leaving, spreads }, pods);
          if (!fit || pods.length === 0) continue;
          const solved = solveMove(world, pods, nodes, (node) => (open.includes(node) ? 'open' : 'leaving'));
          if ('placed' in fit) {
            assert.equal(textOfMove({ ...fit, replacements: [] }), textOfMove(solved));
            if (pods.some(({ template }) => template.topologySpread.length > 0)) answers++;
            continue;
          }
          if (getsNewNode(world, nodes, fit)) {
            stuck++;
            assert.ok(solved.replacements.length + solved.unplacedCount > 0, 'nothing new is needed');
          }
          if (!prospects.isVain(batch, fit)) continue;
          vain++;
          const scene = { world, nodes, open: nodes, spreads, prospects: HOPEFUL };
          assert.equal(computeCommand(scene, batch, 'single'), undefined);
        }
      }),
      { seed: 12, numRuns: 3 * RUNS },
    );
    assert.ok(answers > 50, `only ${answers} were placed`);
    assert.ok(stuck > 50, `only ${stuck} get a new node`);
    assert.ok(vain > 20, `only ${vain} are vain`);
  });

  it('shared groundwork says what a new one says', () => {
    fc.assert(
      fc.property(cluster, (made) => {
        const known = worldOf(made);
        const { world } = known;
        const nodes = nodesOf(known, made);
        const spreads = new Spreads(world, nodes);
        for (const batch of batchesOf(nodes)) {
          const shared = computeCommand(
            { world, nodes, open: nodes, spreads, prospects: HOPEFUL },
            batch,
            'single',
          );
          const alone = computeCommand(
            {
              ...{ world: anew(world), nodes, open: nodes, prospects: HOPEFUL },
              spreads: new Spreads(anew(world), nodes),
            },
            batch,
            'single',
          );
          assert.equal(textOf(shared), textOf(alone));
        }
      }),
      { seed: 10, numRuns: RUNS },
    );
  });
});

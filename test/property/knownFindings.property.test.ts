// Edits of objects that others look at: what is judged again is enough. Names, namespaces, labels, selectors and targets
// change, objects come twice, go, move within their file and to the other one. A worker that followed the edits says what a
// fresh one says, byte for byte.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck';
import type { JobRunner } from '../../server/src/analysis/jobs/jobRunner';
import { newRunner } from '../support/jobRunners';

interface Thing {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly label: string;
  readonly target: string;
  readonly count: number;
}

const NAMES = ['a', 'b', 'c'];
const anyName = fc.constantFrom(...NAMES);

const pod = ({ label, name, target }: Thing): string =>
  `metadata: {labels: {app: ${label}, team: ${target}}}
    spec:
      priorityClassName: ${name}
      nodeSelector: {karpenter.sh/nodepool: ${target}}
      volumes: [{name: v, persistentVolumeClaim: {claimName: ${target}}}]
      containers: [{name: main, image: example.com/app:1, resources: {requests: {memory: 1Gi}}}]`;

const workload = (thing: Thing): string =>
  `spec:
  replicas: ${thing.count}
  selector: {matchLabels: {app: ${thing.label}}}
  template:
    ${pod(thing)}`;

const metric =
  'metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}]';

/** What follows apiVersion, kind and metadata. */
const BODIES: Readonly<Record<string, (thing: Thing) => string>> = {
  'apps/v1 Deployment': workload,
  'apps/v1 StatefulSet': (thing) => `${workload(thing)}\n  serviceName: ${thing.target}`,
  'autoscaling/v2 HorizontalPodAutoscaler': ({ target, count }) =>
    `spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}, minReplicas: 1, maxReplicas: ${count + 1}, ${metric}}`,
  'keda.sh/v1alpha1 ScaledObject': ({ target, label, count }) =>
    `spec: {scaleTargetRef: {name: ${target}}, minReplicaCount: ${count}, triggers: [{type: cpu, metricType: Utilization, metadata: {value: "60"}, authenticationRef: {name: ${label}}}]}`,
  'keda.sh/v1alpha1 TriggerAuthentication': () => 'spec: {podIdentity: {provider: aws}}',
  'policy/v1 PodDisruptionBudget': ({ label, target, count }) =>
    count === 0
      ? 'spec: {maxUnavailable: 0, selector: {}}'
      : `spec: {minAvailable: ${count}, selector: {matchLabels: {${count === 1 ? `team: ${target}` : `app: ${label}`}}}}`,
  'karpenter.sh/v1 NodePool': ({ target, label }) =>
    `spec: {template: {metadata: {labels: {team: ${label}}}, spec: {nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: ${target}}, requirements: [{key: karpenter.sh/capacity-type, operator: In, values: [spot]}]}}}`,
  'karpenter.k8s.aws/v1 EC2NodeClass': ({ label }) =>
    `spec: {role: r, amiSelectorTerms: [{alias: al2023@latest}], subnetSelectorTerms: [{tags: {a: ${label}}}], securityGroupSelectorTerms: [{tags: {a: b}}]}`,
  'v1 Service': ({ label }) => `spec: {selector: {app: ${label}}, ports: [{port: 80}]}`,
  'v1 LimitRange': ({ count }) => `spec: {limits: [{type: Container, defaultRequest: {cpu: "${count}"}}]}`,
  'v1 PersistentVolumeClaim': () =>
    'spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}',
  'scheduling.k8s.io/v1 PriorityClass': ({ count }) => `value: ${count - 1}`,
  'batch/v1 CronJob': ({ target, namespace, count }) =>
    `spec: {schedule: "0 8 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: kubectl:1, command: [kubectl, scale, deployment/${target}, --replicas=${count}, -n, ${namespace}]}]}}}}}`,
};

const anyThing: fc.Arbitrary<Thing> = fc.record({
  kind: fc.constantFrom(...Object.keys(BODIES)),
  name: anyName,
  namespace: fc.constantFrom('x', 'y'),
  label: anyName,
  target: anyName,
  count: fc.nat(3),
});

/** Of two files. */
type World = readonly (readonly Thing[])[];

type Edit = (world: World) => World;

const changed = (world: World, file: number, change: (things: readonly Thing[]) => readonly Thing[]): World =>
  world.map((things, index) => (index === file ? change(things) : things));

const place = fc.record({ file: fc.nat(1), at: fc.nat(11) });

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  // One field of an object: the edit that a person makes most.
  fc
    .record({
      place,
      other: anyThing,
      field: fc.constantFrom('name', 'namespace', 'label', 'target', 'count'),
    })
    .map(
      ({ place: { file, at }, other, field }): Edit =>
        (world) =>
          changed(world, file, (things) =>
            things.map((thing, index) =>
              index === at % things.length ? { ...thing, [field]: other[field as keyof Thing] } : thing,
            ),
          ),
    ),
  fc.record({ place, thing: anyThing }).map(
    ({ place: { file, at }, thing }): Edit =>
      (world) =>
        changed(world, file, (things) => things.toSpliced(at % (things.length + 1), 0, thing)),
  ),
  place.map(
    ({ file, at }): Edit =>
      (world) =>
        changed(world, file, (things) => things.toSpliced(at % (things.length + 1), 1)),
  ),
  place.map(({ file, at }): Edit => (world) => {
    const moved = world[file]?.[at];
    if (!moved) return world;
    return changed(
      changed(world, file, (things) => things.toSpliced(at, 1)),
      1 - file,
      (things) => [moved, ...things],
    );
  }),
);

const textOf = (thing: Thing): string => {
  const [apiVersion = '', kind = ''] = thing.kind.split(' ');
  const body = BODIES[thing.kind]?.(thing) ?? '';
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${thing.name}, namespace: ${thing.namespace}}\n${body}\n`;
};

const found: Record<string, number> = {};

function checked(runner: JobRunner, world: World): string {
  const files = world.map((things, index) => ({
    uri: `file:///ws/${index}.yaml`,
    text: things.map(textOf).join('---\n'),
  }));
  const wantedUris = files.map(({ uri }) => uri);
  const task = { kind: 'check', wantedUris, scope: 'cluster' } as const;
  const text = JSON.stringify(runner.run(task, { files, options: {} }, () => false));
  for (const [, rule = ''] of text.matchAll(/"rule":"([^"]+)","source":"rule"/g))
    found[rule] = (found[rule] ?? 0) + 1;
  return text;
}

/** More by hand: `EDITS=16000`. */
const EDIT_COUNT = Number(process.env['EDITS'] ?? 1_600);
const EDITS_A_RUN = 8;

describe('edits of objects that others look at', () => {
  it('are judged as a fresh worker judges them', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.array(anyThing, { minLength: 3, maxLength: 8 }),
          fc.array(anyThing, { minLength: 1, maxLength: 4 }),
        ),
        fc.array(anyEdit, { minLength: EDITS_A_RUN, maxLength: EDITS_A_RUN }),
        (start, edits) => {
          const runner = newRunner();
          let world: World = start;
          checked(runner, world);
          for (const edit of edits) {
            world = edit(world);
            assert.equal(checked(runner, world), checked(newRunner(), world));
          }
        },
      ),
      { numRuns: EDIT_COUNT / EDITS_A_RUN },
    );
  });

  it('are about rules that look at other objects', () => {
    const wanted = [
      ...['hpa/target-exists', 'hpa/one-scaler-per-target', 'pdb/selects-pods', 'pdb/one-budget-per-pod'],
      ...[
        'pdb/allows-eviction',
        'karpenter/node-class-exists',
        'pods/claim-exists',
        'hpa/target-without-replicas',
      ],
      ...[
        'keda/authentication-exists',
        'pods/node-pool-exists',
        'pods/replicas-owned-once',
        'pods/requests-set',
      ],
    ];
    for (const rule of wanted) assert.ok((found[rule] ?? 0) > 0, `${rule}: ${Object.keys(found).join()}`);
  });
});

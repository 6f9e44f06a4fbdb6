// For any text whatsoever: reading and checking end soon, throw nothing, and say where in the text they mean.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from '../support/fastCheck';
import { checkFiles } from '../../server/src/analysis/check/check';
import { parseFile } from '../../server/src/manifest/document';
import type { CheckResult } from '../../server/src/model/finding';
import { assertPlaces, PIECE } from './support';

const uri = 'file:///any.yaml';
const check = (text: string): CheckResult => checkFiles([{ uri, text }]);

const MANIFESTS = [
  `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: general
  labels: &labels {team: web}
spec:
  weight: 10
  limits: {cpu: 1000}
  disruption:
    consolidationPolicy: WhenEmptyOrUnderutilized
    consolidateAfter: 1m
    budgets:
      - nodes: 10%
        schedule: "0 9 * * mon-fri"
        duration: 8h
  template:
    metadata:
      labels: *labels
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      requirements:
        - key: karpenter.sh/capacity-type
          operator: In
          values: ["spot", "on-demand"]
`,
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: c
          image: nginx
          command: [sh, -c, "echo \${HOME}"]
          resources:
            requests: {cpu: 100m, memory: 1Gi}
`,
  `{"apiVersion":"keda.sh/v1alpha1","kind":"ScaledObject","metadata":{"name":"q"},
 "spec":{"scaleTargetRef":{"name":"web"},"triggers":[{"type":"cpu","metricType":"Utilization","metadata":{"value":"60"}}]}}
`,
];
const STREAM = MANIFESTS.join('---\n');
const anyText = fc.oneof(
  fc.array(PIECE, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 300 }),
);

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}
const anyEdit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(STREAM.length),
  remove: fc.oneof({ weight: 3, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.nat(200) }),
  insert: fc.oneof(fc.constant(''), PIECE, anyText),
});
const apply = (text: string, { at, remove, insert }: Edit): string =>
  text.slice(0, at) + insert + text.slice(at + remove);

describe('any text', () => {
  test('is checked without an exception, the same twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = check(text);
        assertPlaces(text, result.findings);
        assert.deepEqual(check(text), result);
      }),
      { numRuns: 250 },
    );
  });

  test('with placeholders too', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assertPlaces(text, checkFiles([{ uri, text }], { placeholders: 'allow' }).findings);
      }),
      { numRuns: 250 },
    );
  });

  test('has places for every path of its value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const manifest of parseFile({ uri, text })) {
          if (manifest.value === undefined) continue;
          for (const path of pathsOf(manifest.value)) assert.ok(manifest.has(path), path.join('/'));
        }
      }),
      { numRuns: 250 },
    );
  });
});

function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: (string | number)[] = Array.isArray(value)
    ? value.map((_, index) => index)
    : Object.keys(value);
  return [
    path,
    ...steps.flatMap((step) => pathsOf((value as Record<string | number, unknown>)[step], [...path, step])),
  ];
}

describe('edits of sound manifests', () => {
  test('one edit leaves the other documents as they were', () => {
    const before = check(STREAM).documents.map(({ verdict }) => verdict);
    assert.deepEqual(before, ['accepted', 'accepted', 'accepted']);
    const inFirst = anyEdit.filter(
      ({ at, remove, insert }) => at + remove < (MANIFESTS[0]?.length ?? 0) && !/---|\.\.\./.test(insert),
    );
    fc.assert(
      fc.property(inFirst, (edit) => {
        const verdicts = check(apply(STREAM, edit)).documents.map(({ verdict }) => verdict);
        assert.deepEqual(verdicts.slice(-2), ['accepted', 'accepted']);
      }),
      { numRuns: 250 },
    );
  });
});

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - {name: c, image: i}\n';

/** Lists whose items are compared with each other, as long as a document may have tokens. */
function crowds(numbered: (line: (index: number) => string) => string): Readonly<Record<string, string>> {
  const some = (line: (index: number) => string): string => {
    const text = numbered(line).slice(0, 450_000);
    return text.slice(0, text.lastIndexOf('\n') + 1);
  };
  const topologies =
    'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a}\nprovisioner: x\nallowedTopologies:\n';
  const job =
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}\n';
  const constraint = (index: number): string =>
    `    - {topologyKey: k${index}, maxSkew: 1, whenUnsatisfiable: DoNotSchedule}\n`;
  const topology = (index: number): string => `  - matchLabelExpressions: [{key: k${index}, values: [a]}]\n`;
  return {
    'many spread constraints': `${POD}  topologySpreadConstraints:\n${some(constraint)}`,
    'many topologies': topologies + some(topology),
    'many zones': `${topologies}  - matchLabelExpressions:\n      - key: a\n        values:\n${some((index) => `          - z${index}\n`)}`,
    'many exit codes': `${job}  podFailurePolicy:\n    rules:\n      - action: FailJob\n        onExitCodes:\n          operator: In\n          values:\n${some((index) => `            - ${index + 1}\n`)}`,
    'many claims':
      `${POD}      resources:\n        claims:\n${some((index) => `          - {name: c${index}, request: r}\n`)}`.replace(
        '- {name: c, image: i}\n',
        '- name: c\n      image: i\n',
      ),
  };
}

/** Seconds of the processor, which a busy machine does not stretch. */
function secondsOf(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Whatever looks for a name finds all copies. */
const APPLICATION = `apiVersion: apps/v1
kind: Deployment
metadata: {name: w}
spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: w}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w}, maxReplicas: 3}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: w}
spec: {selector: {matchLabels: {a: b}}, minAvailable: 1}
---
apiVersion: v1
kind: Service
metadata: {name: w}
spec: {selector: {a: b}, ports: [{port: 80}]}
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: w}
spec: {template: {spec: {nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: n}, requirements: [], expireAfter: 72h}}}
---
`;

describe('hostile texts of a megabyte', () => {
  const SIZE = 1_000_000;
  const times = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length));
  const numbered = (line: (index: number) => string): string => {
    let text = '';
    for (let index = 0; text.length < SIZE; index++) text += line(index);
    return text;
  };
  const HEAD = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: a}\nspec:\n';
  const long = times('a1-');
  const TEXTS: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
      [
        ...['[', ']', '{', '- ', '? a\n', '"" ', '*a ', '&a ', '%a\n', 'a: b\n', '>\n', '{{ ', '${A}'],
        ...[
          '\t',
          '#',
          '---\n',
          'a, ',
          '\r',
          '\0',
          '\ufeff',
          '\ud800',
          '<<: *a\n',
          '"',
          "'",
          '|\n',
          '!!int ',
          '{a: ',
        ],
      ].map((piece) => [JSON.stringify(piece), times(piece)]),
    ),
    'deeper and deeper': Array.from({ length: 1_400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    'aliases that multiply': numbered((index) =>
      index === 0 ? 'a0: &a0 x\n' : `a${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}x]\n`,
    ),
    'many anchors': numbered((index) => `a${index}: &a${index} x\nb${index}: *a${index}\n`),
    'merges of merges': numbered((index) =>
      index === 0 ? 'a0: &a0 {k: v}\n' : `a${index}: &a${index} {<<: *a${index - 1}, k${index}: v}\n`,
    ),
    'merges of one large map': `a: &a\n${Array.from({ length: 3_000 }, (_, index) => `  k${index}: v\n`).join('')}${'b:\n  <<: *a\n'.repeat(4_000)}`,
    'duplicate keys': times('apiVersion: v1\n'),
    'many small documents': times('apiVersion: v1\nkind: Pod\n---\n'),
    'many small pools': times(`${HEAD}  weight: 0\n---\n`),
    'one long flow list': `a: [${times('x, ')}]\n`,
    'flow lists in each other': `a: ${'[x, '.repeat(400)}${']'.repeat(400)}\n`.repeat(400),
    'a long scalar for every pattern': `${HEAD}  disruption:\n    consolidateAfter: ${long.slice(0, 2e5)}\n    budgets: [{nodes: ${long.slice(0, 2e5)}, schedule: "${long.slice(0, 2e5)}", duration: ${long.slice(0, 2e5)}}]\n`,
    'digits without end': `${HEAD}  weight: ${times('0')}\n  limits: {cpu: ${times('1').slice(0, 5e5)}}\n`,
    'a name without end': `apiVersion: v1\nkind: Pod\nmetadata: {name: ${long}}\n`,
    'many requirements': `${HEAD}  template:\n    spec:\n      nodeClassRef: {group: a, kind: b, name: c}\n      requirements:\n${times('      - {key: a.b/c, operator: In, values: [x, y]}\n')}`,
    'many labels': `${HEAD}  template:\n    metadata:\n      labels:\n${numbered((index) => `        k${index}: v\n`)}`,
    'a formula without end': `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: b}\n  advanced: {scalingModifiers: {target: "1", formula: "${times('(a+')}"}}\n  triggers: [{type: cpu, name: a, metadata: {value: "1"}}]\n`,
    'copies of one application': times(APPLICATION),
    ...crowds(numbered),
    'many containers': `${POD}${numbered((index) => `    - {name: C_${index}, image: ''}\n`)}`,
    'a formula of many terms': `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec:\n  scaleTargetRef: {name: b}\n  advanced: {scalingModifiers: {target: "1", formula: "${times('a + ')}a"}}\n  triggers: [{type: kafka, name: a, metadata: {value: "1"}}]\n`,
    'nested JSON': `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`,
    'JSON of many containers': `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[${numbered((index) => `{"name":"c${index}","image":"i"},`)}{"name":"z","image":"i"}]}}`,
    'many tags': numbered((index) => `a${index}: !t${index} x\n`),
    'many tag directives': `${numbered((index) => `%TAG !e${index}! tag:a${index}:\n`)}---\na: b\n`,
    'lists ever deeper': Array.from({ length: 1_400 }, (_, depth) => `${' '.repeat(depth)}-\n`).join(''),
    'in and out again': numbered((index) => `${' '.repeat(index % 300)}a${index}:\n`),
    'fields that no one knows': `${HEAD}${numbered((index) => `  disruptio${index}: x\n`)}`,
    'keys of a thousand letters': numbered((index) => `${'k'.repeat(1_000)}${index}: v\n`),
    'a key of many lines': `"${times('a\n')}": b\n`,
    'names of the prototype': `a: ${'{__proto__: '.repeat(400)}x${'}'.repeat(400)}\n${times('__proto__: {constructor: x}\n')}`,
    'a schedule without end': `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: "${times('mon-fri,')} * * * *"\n`,
    'a list of objects': `apiVersion: v1\nkind: List\nitems:\n${times('- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}}\n')}`,
    'a block without end': `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: {name: a}\nspec:\n  userData: |\n${times('    a = [[\n')}`,
  };
  for (const [name, text] of Object.entries(TEXTS)) {
    test(name, () => {
      const seconds = secondsOf(() => check(text.slice(0, 1_100_000)));
      // Under 2 s alone on a machine; collecting garbage beside others takes more of the processor.
      assert.ok(seconds < 4, `${seconds.toFixed(1)} s`);
    });
  }
});

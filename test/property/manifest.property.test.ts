// For any text whatsoever: reading and checking end soon, throw nothing, and say where in the text they mean.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkFiles } from '../../server/src/analysis/check/check';
import { ParseCache, parseFile } from '../../server/src/manifest/document';
import type { CheckResult, Finding } from '../../server/src/model/finding';

const uri = 'file:///any.yaml';
const check = (text: string, cache?: ParseCache): CheckResult =>
  checkFiles([{ uri, text }], {}, cache ? { cache } : {});

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
const NEIGHBOUR =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 1}\n';

/** Pieces that mean something to YAML or to the API server, or confuse them. */
const PIECE = fc.constantFrom(
  ...[
    'a: ',
    '- ',
    '? ',
    ': ',
    '\n',
    '\r\n',
    '\t',
    '  ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
    '!!int ',
    '<<: ',
    '#',
    '%',
    '@',
  ],
  ...[
    '---\n',
    '...\n',
    'apiVersion: v1\n',
    'kind: Pod\n',
    'metadata:\n',
    '  name: x\n',
    'spec:\n',
    '__proto__: ',
    'constructor: ',
    'null',
    'yes',
  ],
  ...['0x1F', '1e3', '.inf', '${A}', '$(B)', '{{ .x }}', '\ufeff', '\u0000', '\ud800', '😀', '\u2028', 'é'],
);
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
/** As typed: a few characters go, a word comes. */
const anyTyping: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(STREAM.length),
  remove: fc.nat(3),
  insert: fc.oneof(fc.constant(''), PIECE, fc.string({ maxLength: 3 })),
});
const apply = (text: string, { at, remove, insert }: Edit): string =>
  text.slice(0, at) + insert + text.slice(at + remove);

/** Every place that a finding names is in the text, or at its end. */
function assertPlaces(text: string, findings: readonly Finding[]): void {
  const lines = text.split('\n');
  for (const { range, message, fixes } of findings) {
    for (const { start, end } of [range, ...fixes.flatMap((fix) => fix.edits.map((edit) => edit.range))]) {
      for (const { line, character } of [start, end]) {
        assert.ok(
          line < lines.length && character <= (lines[line] ?? '').length,
          `${message}: ${line}:${character} is not in the text`,
        );
      }
      assert.ok(
        start.line < end.line || (start.line === end.line && start.character <= end.character),
        message,
      );
    }
  }
}

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

  /** 2,500 runs of 4, each on one manifest with a small neighbour, which keeps its verdict in the cache. */
  test('checking step by step equals checking from scratch, 10,000 edits', () => {
    const anyRun = fc.tuple(
      fc.constantFrom(...MANIFESTS),
      fc.array(anyTyping, { minLength: 4, maxLength: 4 }),
    );
    fc.assert(
      fc.property(anyRun, ([manifest, edits]) => {
        const cache = new ParseCache();
        let text = `${manifest}---\n${NEIGHBOUR}`;
        for (const edit of edits) {
          text = apply(text, { ...edit, at: edit.at % text.length });
          const incremental = check(text, cache);
          assert.equal(JSON.stringify(incremental), JSON.stringify(check(text)));
          assertPlaces(text, incremental.findings);
        }
      }),
      { numRuns: 2500 },
    );
  });
});

/** Seconds of the processor, which a busy machine does not stretch. */
function secondsOf(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

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

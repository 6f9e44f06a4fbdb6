// For any text whatsoever: reading and checking end soon, throw nothing, and say where in the text they mean.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkFiles } from '../../server/src/analysis/check';
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
      { numRuns: 1500 },
    );
  });

  test('with placeholders too', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assertPlaces(text, checkFiles([{ uri, text }], { placeholders: 'allow' }).findings);
      }),
      { numRuns: 500 },
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
      { numRuns: 1000 },
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
      { numRuns: 300 },
    );
  });

  test('checking step by step equals checking from scratch', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 8 }), (edits) => {
        const cache = new ParseCache();
        let text = STREAM;
        for (const edit of edits) {
          text = apply(text, edit);
          const incremental = check(text, cache);
          assert.equal(JSON.stringify(incremental), JSON.stringify(check(text)));
          assertPlaces(text, incremental.findings);
        }
      }),
      { numRuns: 250 },
    );
  });
});

describe('hostile texts of a megabyte', () => {
  const times = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length));
  const pieces = [
    '[',
    ']',
    '{',
    '- ',
    '? a\n',
    '"" ',
    '*a ',
    '&a ',
    '%a\n',
    'a: b\n',
    '>\n',
    '{{ ',
    '${A}',
    '\t',
    '#',
    '---\n',
    'a, ',
  ];
  for (const piece of pieces) {
    test(JSON.stringify(piece), () => {
      const start = performance.now();
      check(times(piece));
      // Alone on a machine they take well under a second; the limit leaves room for a busy one.
      assert.ok(performance.now() - start < 10_000);
    });
  }
});

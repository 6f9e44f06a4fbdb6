// What the programs are made of: parts that several of them share, and parts that are loaded when first needed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';

const OUT = join(process.cwd(), 'server/out');
const SOURCES = join(process.cwd(), 'server/src');
/** Parts that begin their work when they are loaded. */
const PROGRAMS: ReadonlySet<string> = new Set(['part-analysisThread.js', 'part-languageServer.js']);
const load = createRequire(join(OUT, 'main.js'));

const hpa = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\n';
const spec = '{nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: a}, requirements: []}';
const pool = `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: a}\nspec: {template: {spec: ${spec}}}\n`;
const anchored = `${hpa}spec: {maxReplicas: &most 3, minReplicas: *most}\n`;

/** Names of the parts that a process has loaded once it has checked a text with the API. */
function loadedBy(text: string): readonly string[] {
  const script = `
    const api = require(${JSON.stringify(join(OUT, 'api.js'))});
    const text = ${JSON.stringify(text)};
    if (text !== '') api.check([{ uri: 'file:///a.yaml', text }]);
    const names = Object.keys(require.cache).map((path) => require('node:path').basename(path, '.js'));
    console.log(JSON.stringify(names.filter((name) => name.startsWith('part-')).sort()));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout) as readonly string[];
}

const named = (parts: readonly string[], ...words: readonly string[]): readonly string[] =>
  parts.filter((name) => words.some((word) => name.includes(word)));

test('the interface by itself loads no validator, no rule of CEL and no YAML library', () => {
  const parts = loadedBy('');
  assert.ok(parts.length > 0);
  assert.deepEqual(named(parts, 'generated', 'schema-validate', 'schema-cel', 'manifest-full'), []);
});

test('a check loads what the kinds at hand need, and nothing of others', () => {
  const ofScaler = loadedBy(hpa);
  assert.deepEqual(named(ofScaler, 'validators'), ['part-schema-generated-validators-cluster']);
  assert.deepEqual(named(ofScaler, 'schema-cel', 'expressions', 'manifest-full'), []);
  const ofPool = loadedBy(pool);
  assert.deepEqual(named(ofPool, 'validators'), [
    'part-schema-generated-validators-karpenter',
    'part-schema-generated-validators-meta',
  ]);
  assert.deepEqual(named(ofPool, 'expressions'), ['part-schema-generated-expressions-karpenter']);
  assert.deepEqual(named(ofPool, 'schema-cel-index'), ['part-schema-cel-index']);
  assert.deepEqual(named(ofPool, 'schema-cel-parser'), []);
});

test('a text that is not read quickly brings the YAML library', () => {
  assert.deepEqual(named(loadedBy(anchored), 'manifest-full'), ['part-manifest-full']);
});

test('what programs have in common is there once', () => {
  const sizes = new Map(
    readdirSync(OUT)
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, statSync(join(OUT, name)).size]),
  );
  const programs = ['main.js', 'worker.js', 'cli.js', 'api.js'].map((name) => sizes.get(name) ?? Infinity);
  const parts = [...sizes].filter(([name]) => name.startsWith('part-')).map(([, size]) => size);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
  assert.ok(sum(programs) < sum(parts) / 5, `programs ${sum(programs)}, parts ${sum(parts)}`);
});

test('parts hand each other values that stand: no part needs itself, nothing is missing or read through a getter', () => {
  const parts = readdirSync(OUT).filter((name) => /^part-.+\.js$/.test(name));
  const needs = new Map(parts.map((name) => [name, neededBy(name)]));
  for (const part of parts) {
    assert.ok(!reachable(part, needs).has(part), `${part} needs itself`);
    if (PROGRAMS.has(part)) continue;
    const given = Object.getOwnPropertyDescriptors(load(join(OUT, part)) as object);
    for (const [name, property] of Object.entries(given))
      assert.ok('value' in property && property.value !== undefined, `${name} of ${part}`);
  }
});

test('no module changes what it has exported', () => {
  const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const changing = sources.filter((name) =>
    /^export (?:let|var)\b/m.test(readFileSync(join(SOURCES, name), 'utf8')),
  );
  assert.deepEqual(changing, []);
});

/** What is loaded with a part: the rest it asks for when it needs it. */
const neededBy = (name: string): readonly string[] =>
  [
    ...readFileSync(join(OUT, name), 'utf8').matchAll(
      /^(?:const \{[^}]*\} = )?require\("\.\/(part-[^"]+)"\);/gm,
    ),
  ].map(([, part]) => part ?? '');

function reachable(from: string, needs: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (name: string): void => {
    for (const next of needs.get(name) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      look(next);
    }
  };
  look(from);
  return found;
}

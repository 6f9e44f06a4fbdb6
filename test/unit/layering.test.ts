/** Which folder may import which: the table of docs/architecture.md. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const SERVER = join(process.cwd(), 'server', 'src');
const CLIENT = join(process.cwd(), 'client', 'src');
const LANGUAGE_SERVER = ['npm:vscode-languageserver'];
const CORE =
  'manifest model formula schema solver catalog simulate cost dynamics consolidation timeline strategies rules analysis authoring convert render cluster diff report util'.split(
    ' ',
  );
const EDGE = [...CORE, 'protocol', 'adapters', 'cli', 'node', 'package.json'];

/** Files of `util` that the client shares. */
const SHARED = [
  'axis',
  'billTerms',
  'difference',
  'engineClock',
  'money',
  'quantity',
  'sameEnds',
  'thousands',
];
/** Files of `protocol` that the client shares. */
const WIRE = ['requests', 'previewModel', 'motionRequests'];

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  util: ['npm:re2js'],
  model: ['util'],
  manifest: ['model', 'util', 'npm:yaml'],
  formula: ['model', 'util'],
  schema: [
    'manifest',
    'model',
    'formula',
    'util',
    'npm:ajv',
    'npm:@bufbuild/cel',
    'npm:@bufbuild/protobuf',
    'npm:re2js',
    'schemas',
  ],
  solver: ['model', 'util'],
  catalog: ['model', 'util'],
  simulate: ['manifest', 'model', 'solver', 'catalog', 'util'],
  cost: ['manifest', 'model', 'solver', 'simulate', 'catalog', 'util'],
  dynamics: ['manifest', 'model', 'formula', 'util'],
  consolidation: ['manifest', 'model', 'solver', 'dynamics', 'util'],
  timeline: ['manifest', 'model', 'solver', 'dynamics', 'consolidation', 'util'],
  strategies: ['manifest', 'model', 'timeline', 'util'],
  rules: ['manifest', 'model', 'schema', 'simulate', 'convert', 'util'],
  analysis: [
    ...[
      'manifest',
      'schema',
      'rules',
      'simulate',
      'cost',
      'dynamics',
      'consolidation',
      'timeline',
      'strategies',
    ],
    ...['solver', 'catalog', 'convert', 'render', 'model', 'util'],
  ],
  diff: ['analysis', 'catalog', 'cost', 'simulate', 'model', 'util'],
  report: ['analysis', 'cost', 'diff', 'simulate', 'model', 'util'],
  convert: ['manifest', 'model', 'util'],
  render: ['manifest', 'model', 'util'],
  cluster: ['manifest', 'model', 'util'],
  authoring: ['manifest', 'schema', 'catalog', 'model', 'util'],
  protocol: ['analysis', 'authoring', 'cost', 'model', 'util', ...LANGUAGE_SERVER],
  adapters: [
    ...['catalog', 'analysis', 'cluster', 'model', 'util', 'node'],
    ...['npm:@aws-sdk/client-ec2', 'npm:@aws-sdk/client-pricing'],
  ],
  cli: [...EDGE, 'api.ts'],
  'main.ts': ['adapters', 'languageServer.ts', 'node', 'package.json'],
  'languageServer.ts': [...EDGE, ...LANGUAGE_SERVER],
  'worker.ts': ['adapters', 'analysisThread.ts', 'node', 'package.json'],
  'analysisThread.ts': EDGE,
  'prices.ts': EDGE,
  'clusterView.ts': EDGE,
  'cli.ts': [...EDGE, 'cli.ts', 'api.ts'],
  'api.ts': EDGE,
  'browser.ts': ['adapters', 'api.ts'],
};

/** Every import of a TypeScript source below `root`, as [file, what it names]. */
function importsBelow(root: string): [file: string, target: string][] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((entry) => entry.endsWith('.ts'))
    .flatMap((entry) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(root, entry), 'utf8'));
      return importedFiles.map(({ fileName }): [string, string] => [entry, fileName]);
    });
}

function targetOf(root: string, file: string, name: string): string {
  if (name.startsWith('.')) {
    const path = relative(root, join(root, dirname(file), name));
    if (path.endsWith('package.json')) return 'package.json';
    if (path.includes(`${sep}schemas${sep}`)) return 'schemas';
    const [first = ''] = path.split(sep);
    return path === first && !(first in MAY_IMPORT) ? `${first}.ts` : first;
  }
  if (isBuiltin(name)) return 'node';
  return `npm:${name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')}`;
}

test('imports of the server follow the table of layers', () => {
  const wrong = importsBelow(SERVER).flatMap(([file, name]) => {
    const [layer = ''] = file.split(sep);
    const target = targetOf(SERVER, file, name);
    const isAllowed = target === layer || MAY_IMPORT[layer]?.includes(target);
    return isAllowed ? [] : [`${file} imports ${name}`];
  });
  assert.deepEqual(wrong, []);
});

test('every folder of the server has a row in the table', () => {
  const layers = readdirSync(SERVER, { withFileTypes: true }).map(({ name }) => name);
  assert.deepEqual(
    layers.filter((name) => !(name in MAY_IMPORT)),
    [],
  );
});

test('the wire between client and server imports nothing but itself and differences; these, it, the clocks of time zones and the way numbers are read and written are all that the client takes', () => {
  const wire = importsBelow(SERVER).filter(
    ([file, name]) =>
      WIRE.some((one) => file === join('protocol', `${one}.ts`)) &&
      !['./requests', './previewModel', '../util/difference'].includes(name),
  );
  assert.deepEqual(wire, []);
  const foreign = importsBelow(CLIENT).filter(
    ([, name]) =>
      name.includes('server/src') &&
      !SHARED.some((one) => name.endsWith(`util/${one}`)) &&
      !WIRE.some((one) => name.endsWith(`protocol/${one}`)),
  );
  assert.deepEqual(foreign, []);
});

test('no file imports itself by way of others', () => {
  for (const root of [SERVER, CLIENT]) {
    const imports = new Map<string, string[]>();
    for (const [file, name] of importsBelow(root)) {
      if (name.startsWith('.'))
        imports.set(file, [...(imports.get(file) ?? []), `${join(dirname(file), name)}.ts`]);
    }
    assert.ok(imports.size > 0);
    assert.deepEqual(
      [...imports.keys()].flatMap((file) => circleThrough(file, imports) ?? []),
      [],
    );
  }
});

/** The shortest way from a file back to itself. */
function circleThrough(start: string, imports: ReadonlyMap<string, readonly string[]>): string | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const next of imports.get(file) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      if (next === start) return wayBack(start, cameFrom);
      queue.push(next);
    }
  }
  return undefined;
}

function wayBack(start: string, cameFrom: ReadonlyMap<string, string>): string {
  const way = [start];
  for (let file = cameFrom.get(start); file !== undefined && file !== start; file = cameFrom.get(file))
    way.unshift(file);
  return [start, ...way].join(' -> ');
}

test('the core asks nothing of clock, randomness, environment or locale', () => {
  const forbidden =
    /\b(?:Date\.now|new Date\(\)|Math\.random|process\.|performance\.|localeCompare|toLocale\w+|fetch\()/;
  const wrong = CORE.flatMap((layer) =>
    readdirSync(join(SERVER, layer), { recursive: true, encoding: 'utf8' })
      .filter((entry) => entry.endsWith('.ts') && !entry.includes('generated'))
      .filter((entry) => forbidden.test(withoutComments(readFileSync(join(SERVER, layer, entry), 'utf8'))))
      .map((entry) => join(layer, entry)),
  );
  assert.deepEqual(wrong, []);
});

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/[^\n]*/g, '');

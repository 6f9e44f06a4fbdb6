/** Karpenter's own answers for small manifests, each made to show one behaviour. `test/scenarios/solver/NAME.yaml` tells
 *  it in its first lines with the upstream function; NAME.json is what Karpenter 1.14.1 decided, random picks settled by
 *  name. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { parseFile } from '../../../server/src/manifest/document';
import { resolveOptions, type Options } from '../../../server/src/model/options';
import { TypeCache } from '../../../server/src/simulate/instanceTypes';
import { runSimulation } from '../../../server/src/simulate/simulate';
import type { SimulatedNodeClaim, SimulateResult } from '../../../server/src/simulate/summary';
import { resourceAmount } from '../../../server/src/model/resources';

const FOLDER = 'test/scenarios/solver';
const cache = new TypeCache();

interface ExpectedNode {
  readonly nodePool: string;
  readonly pods: Readonly<Record<string, number>>;
  readonly requests: Readonly<Record<string, string>>;
  readonly typeCount: number;
  readonly cheapest: readonly string[];
  readonly launch: unknown;
}
interface Expected {
  readonly nodes: readonly ExpectedNode[];
  readonly unschedulable: Readonly<Record<string, number>>;
}

function simulate(text: string): SimulateResult {
  const options = JSON.parse(/^# options: (.*)$/m.exec(text)?.[1] ?? '{}') as Options;
  const documents = parseFile({ uri: 'file:///scenario.yaml', text });
  return runSimulation({
    documents,
    refused: new Set(),
    catalog: loadCatalog(),
    options: { ...resolveOptions(options), replicas: 'spec' },
    cache,
  }).summary;
}

const nodeOf = ({ instanceTypes, launchError, ...rest }: SimulatedNodeClaim) => ({
  ...rest,
  typeCount: instanceTypes.length,
  cheapest: instanceTypes.slice(0, 5),
  ...(launchError === undefined ? {} : { launchError: true }),
});

const inUnits = (requests: Readonly<Record<string, string>>): Record<string, number | undefined> =>
  Object.fromEntries(Object.entries(requests).map(([name, text]) => [name, resourceAmount(name, text)]));

const sortedTexts = (nodes: readonly (ExpectedNode | ReturnType<typeof nodeOf>)[]): string[] =>
  nodes.map((node) => JSON.stringify(byKey({ ...node, requests: inUnits(node.requests) }))).sort();

/** The same value with the keys of its objects sorted. */
function byKey(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(byKey);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, byKey(one)]));
}

describe("Karpenter's own answers", () => {
  for (const file of readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const [title = file] = text.split('\n');
    it(`${file}: ${title.slice(2)}`, () => {
      const expected = JSON.parse(
        readFileSync(join(FOLDER, file.replace(/yaml$/, 'json')), 'utf8'),
      ) as Expected;
      const result = simulate(text);
      assert.deepEqual(sortedTexts(result.nodeClaims.map(nodeOf)), sortedTexts(expected.nodes));
      const left = Object.fromEntries(result.unschedulable.map(({ workload, count }) => [workload, count]));
      assert.deepEqual(byKey(left), byKey(expected.unschedulable));
    });
  }
});

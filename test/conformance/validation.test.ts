// What Kubernetes 1.35's own libraries, Karpenter's runtime validation and KEDA's webhook answer to a sample of
// manifests, against `check`. A case agrees when each document has the same verdict, every path that the server names is
// reported and no other, and what is accepted is refused at run time or not as upstream does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { checkFiles } from '../../server/src/analysis/check';
import { findingDocPath } from '../../server/src/model/pages';
import { missingPage } from '../support/pages';
import { REJECTING_SOURCES, type Finding, type Verdict } from '../../server/src/model/finding';

/** Cases that must agree, and verdicts, of all in the sample. */
const FLOOR = { cases: 3839, verdicts: 3840 };

interface ExpectedDocument {
  readonly verdict: Verdict | 'empty';
  /** Of a rejected document: the paths that the server names. */
  readonly paths?: readonly string[];
  /** Paths that it would name once those are mended. */
  readonly more?: readonly string[];
  /** A decode error: the server names the first place, any will do. */
  readonly decode?: true;
  /** Accepted, and refused by a controller or webhook later. */
  readonly runtime?: true;
}

interface Case {
  readonly id: string;
  readonly yaml: string;
  /** The stored object: the case is an update. */
  readonly old?: string;
  readonly docs: readonly ExpectedDocument[];
}

const sample = brotliDecompressSync(readFileSync('test/conformance/data/validation.jsonl.br')).toString('utf8');
const cases = sample
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

/** Ids of everything that was found in the sample. */
const foundIds = new Set<string>();

test(`at least ${FLOOR.cases} of ${cases.length} validation cases agree with the API server`, () => {
  const differing = cases.flatMap((one) => differencesOf(one).map((difference) => `${one.id}: ${difference}`));
  const agreed = cases.length - new Set(differing.map((line) => line.split(':')[0])).size;
  assert.ok(agreed >= FLOOR.cases, `${agreed} agree; these do not:\n${differing.join('\n')}`);
  const wrong = new Set(differing.filter((line) => line.includes(': verdict ')).map((line) => line.split(':')[0]));
  assert.ok(cases.length - wrong.size >= FLOOR.verdicts, `verdicts differ: ${[...wrong].join(' ')}`);
});

test('every finding in the sample has a page, and each is on one line', () => {
  assert.ok(foundIds.size > 150, `${foundIds.size} ids`);
  assert.deepEqual([...foundIds].flatMap((id) => missingPage(findingDocPath(id)) ?? []), []);
});

function differencesOf({ id, yaml, old, docs }: Case): string[] {
  const uri = `file:///${id}.yaml`;
  const { documents, findings } = checkFiles([{ uri, text: yaml }], old === undefined ? {} : { previous: [{ uri, text: old }] });
  for (const { rule, range } of findings) {
    foundIds.add(rule);
    assert.equal(range.start.line, range.end.line, `${rule} of ${id} runs over lines`);
  }
  return docs.flatMap((expected, index) => {
    if (expected.verdict === 'empty') return [];
    const verdict = documents[index]?.verdict;
    const mine = findings.filter(({ document }) => document === index);
    const wrong = verdict === expected.verdict ? [] : [`verdict ${verdict ?? 'none'}, not ${expected.verdict}`];
    return [...wrong, ...pathDifferences(expected, mine), ...runtimeDifference(expected, mine)];
  });
}

function pathDifferences({ verdict, paths = [], more = [], decode }: ExpectedDocument, findings: readonly Finding[]): string[] {
  const rejecting = findings.filter(({ source }) => REJECTING_SOURCES.has(source));
  const got = new Set(rejecting.map(({ path }) => path));
  if (verdict === 'accepted') return got.size > 0 ? [`accepted, yet ${[...got].join()}`] : [];
  if (verdict !== 'rejected') return [];
  const allowed = new Set(['', ...paths, ...more]);
  if (decode) return [...got].some((path) => allowed.has(path)) ? [] : [`none of ${paths.join()}`];
  const missing = paths.filter((path) => !got.has(path));
  const extra = [...got].filter((path) => !allowed.has(path));
  return missing.length + extra.length > 0 ? [`paths missing ${missing.join()} extra ${extra.join()}`] : [];
}

function runtimeDifference({ verdict, runtime = false }: { verdict: string; runtime?: boolean }, findings: readonly Finding[]): string[] {
  if (verdict !== 'accepted') return [];
  const got = findings.some(({ source }) => source === 'runtime');
  return got === runtime ? [] : [`refused at run time: ${got}, not ${runtime}`];
}

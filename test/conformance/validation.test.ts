// What Kubernetes 1.35's own libraries, Karpenter's runtime validation and KEDA's webhook answer to a sample of
// manifests, against `check`. A case agrees when each document has the same verdict, every path that the server names is
// reported and no other, and what is accepted is refused at run time or not as upstream does.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkFiles } from '../../server/src/analysis/check/check';
import { findingDocPath } from '../../server/src/model/pages';
import { missingPage } from '../support/pages';
import { REJECTING_SOURCES, type Finding, type Verdict } from '../../server/src/model/finding';
import { recordedCases } from '../support/recordedCases';

/** `validation`: what upstream answered to generated and hand-written manifests. `validation-own`: of 28,000 cases made by changing
 *  manifests at random, a few of each kind, with updates. */
const SAMPLES = ['validation', 'validation-own'];
/** Cases that differ on purpose, for the reasons in docs/conformance.md. One that agrees again must leave both lists. */
const KNOWN_DIFFERENCES: readonly string[] = ['ec2nodeclass-e7ec7e1285bf', 'persistentvolumeclaim-32-4805'];

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

/** Ids of everything that was found in the sample. */
const foundIds = new Set<string>();

for (const sample of SAMPLES) {
  const cases = recordedCases<Case>(sample);
  const known = cases.map(({ id }) => id).filter((id) => KNOWN_DIFFERENCES.includes(id));

  void test(`${cases.length} cases of ${sample} agree with the API server, but for ${known.join() || 'none'}`, () => {
    const differing = cases.flatMap((one) => {
      const differences = differencesOf(one);
      return differences.length === 0 ? [] : [{ id: one.id, differences }];
    });
    const unknown = differing.filter(({ id }) => !known.includes(id));
    assert.deepEqual(unknown, [], 'these differ');
    const closed = known.filter((id) => !differing.some((one) => one.id === id));
    assert.deepEqual(closed, [], 'these agree now: take them off the list and out of docs/conformance.md');
  });
}

void test('each known difference stands in docs/conformance.md with its reason', () => {
  const page = readFileSync('docs/conformance.md', 'utf8');
  for (const id of KNOWN_DIFFERENCES) assert.ok(page.includes(id), id);
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

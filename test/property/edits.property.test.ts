// Random edits of sound manifests: what is checked step by step equals what is checked from scratch, byte for byte. 10,000
// edits in all, in slices: each kind by itself, streams of several documents, files that refer to each other.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from '../support/fastCheck';
import { checkFiles } from '../../server/src/analysis/check/check';
import { checkEdits, graphOf } from '../../server/src/analysis/check/editStage';
import { ParseCache, parseFile } from '../../server/src/manifest/document';
import type { SourceFile } from '../../server/src/model/finding';
import { recordedCases } from '../support/recordedCases';
import { anyTyping, applyTyping, assertPlaces, type Typing } from './support';

interface Recorded {
  readonly yaml: string;
  readonly old?: string;
  readonly docs: readonly { readonly verdict: string }[];
}

const EDITS_A_RUN = 4;
const MAX_LENGTH = 1_200;

/** For each kind one manifest that the server has accepted: the longest that is still quick to check. */
function soundManifests(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { yaml, old, docs } of recordedCases<Recorded>('validation-own')) {
    const kind = /^kind: (\w+)$/m.exec(yaml)?.[1];
    const isSound = old === undefined && docs.length === 1 && docs[0]?.verdict === 'accepted';
    if (kind === undefined || !isSound || yaml.length > MAX_LENGTH || yaml.includes('---')) continue;
    if (yaml.length > (texts.get(kind)?.length ?? 0)) texts.set(kind, yaml);
  }
  return texts;
}

const SOUND = soundManifests();
const KINDS = [...SOUND.keys()].sort();
const anyRun = fc.array(anyTyping, { minLength: EDITS_A_RUN, maxLength: EDITS_A_RUN });
const runs = (edits: number): { numRuns: number } => ({ numRuns: edits / EDITS_A_RUN });

/** Each step of the edits, applied to one of the texts after the other. */
function* steps(texts: readonly string[], edits: readonly Typing[]): Generator<readonly string[]> {
  let current = texts;
  for (const [step, edit] of edits.entries()) {
    const index = step % texts.length;
    current = current.map((text, at) => (at === index ? applyTyping(text, edit) : text));
    yield current;
  }
}

/** As the command line and the API check. */
function assertSameCheck(texts: readonly string[], edits: readonly Typing[]): void {
  const cache = new ParseCache();
  for (const current of steps(texts, edits)) {
    const files = filesOf(current);
    const incremental = checkFiles(files, {}, { cache });
    assert.equal(JSON.stringify(incremental), JSON.stringify(checkFiles(files)));
    for (const { uri, text } of files)
      assertPlaces(
        text,
        incremental.findings.filter((finding) => finding.uri === uri),
      );
  }
}

const filesOf = (texts: readonly string[]): readonly SourceFile[] =>
  texts.map((text, index) => ({ uri: `file:///${index}.yaml`, text }));

/** As the editor checks: verdicts and the rules that look at the other files. */
function editorFindings(texts: readonly string[], cache?: ParseCache): string {
  const files = filesOf(texts).map((file) => ({ manifests: [...parseFile(file, cache ? { cache } : {})] }));
  return JSON.stringify(
    checkEdits({
      graph: graphOf(files),
      wanted: files.flatMap(({ manifests }) => manifests),
      options: {},
      scope: 'cluster',
      onFailure: (rule, error) => assert.fail(`${rule}: ${String(error)}`),
    }),
  );
}

function assertSameFindings(texts: readonly string[], edits: readonly Typing[]): void {
  const cache = new ParseCache();
  editorFindings(texts, cache);
  for (const current of steps(texts, edits))
    assert.equal(editorFindings(current, cache), editorFindings(current));
}

const text = (kind: string): string => SOUND.get(kind) ?? assert.fail(`no manifest of ${kind}`);

/** Objects that name each other. */
const GROUPS: readonly (readonly string[])[] = [
  ['NodePool', 'EC2NodeClass', 'Deployment'],
  ['ScaledObject', 'TriggerAuthentication', 'Deployment'],
  ['HorizontalPodAutoscaler', 'StatefulSet', 'PodDisruptionBudget'],
  ['Pod', 'PersistentVolumeClaim', 'StorageClass', 'PriorityClass'],
  ['ClusterQueue', 'ResourceFlavor', 'LocalQueue', 'Job'],
];

describe('edits of sound manifests equal a check from scratch', () => {
  const KINDS_A_SLICE = 8;
  const ofOneKind = 7_200;
  for (let start = 0; start < KINDS.length; start += KINDS_A_SLICE) {
    const kinds = KINDS.slice(start, start + KINDS_A_SLICE);
    const edits = Math.ceil((ofOneKind * kinds.length) / KINDS.length / EDITS_A_RUN) * EDITS_A_RUN;
    test(`${edits} of ${kinds.join(', ')}`, () => {
      fc.assert(
        fc.property(fc.constantFrom(...kinds), anyRun, (kind, run) => assertSameCheck([text(kind)], run)),
        runs(edits),
      );
    });
  }

  test('1,600 of streams with several documents', () => {
    const anyStream = fc.uniqueArray(fc.constantFrom(...KINDS), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(anyStream, anyRun, (kinds, run) => assertSameCheck([kinds.map(text).join('---\n')], run)),
      runs(1_600),
    );
  });

  test('1,200 of files that refer to each other, with the rules that look at them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...GROUPS), anyRun, (group, run) =>
        assertSameFindings(group.map(text), run),
      ),
      runs(1_200),
    );
  });

  test('every kind of the verdict takes part', () => {
    assert.ok(KINDS.length >= 25, KINDS.join());
    for (const kind of GROUPS.flat()) text(kind);
  });
});

/** From texts to verdicts and findings: parses, asks the schema layer, then whoever else has something to say. */
import {
  fieldPath,
  parseFile,
  type Manifest,
  type ParseCache,
  type ParsedDocument,
} from '../../manifest/document';
import { ourDocuments } from '../../manifest/foreign';
import { listItems } from '../../manifest/list';
import type {
  CheckResult,
  DocumentVerdict,
  Finding,
  FindingSource,
  Fix,
  Severity,
  SourceFile,
} from '../../model/finding';
import { compareFindings } from '../../model/findingOrder';
import { resolveOptions, type Options, type ResolvedOptions } from '../../model/options';
import { findKind } from '../../schema/kinds';
import type { ProblemFix, SchemaProblem } from '../../schema/problem';
import type { RuntimeValidator, Validation } from '../../schema/validate';
import { documentKey } from '../../simulate/cluster';
import { perObject } from '../../util/perObject';
import { compareNumber } from '../../util/sort';
import { withConversions } from './conversions';
import { withoutPatches } from '../clusters/patches';

/** Looks at all manifests together and gives advice: findings of source `rule`, which change no verdict. */
export type Analyzer = (manifests: readonly Manifest[], options: ResolvedOptions) => readonly Finding[];

export interface CheckDependencies {
  readonly analyzers?: readonly Analyzer[];
  /** Added to those of the schema layer. */
  readonly runtime?: readonly RuntimeValidator[];
  /** Keeps parsed documents, and with them their verdicts, from one call to the next. */
  readonly cache?: ParseCache;
}

/** Not everyone who looks at manifests judges them: the worker is mostly told. */
const schema = (): typeof import('../../schema/validate') =>
  require('../../schema/validate') as typeof import('../../schema/validate');

export type CheckOptions = Options & { readonly previous?: readonly SourceFile[] };

/** Judges every document of the files. Never throws on bad input; findings by file as given, document and place. */
export function checkFiles(
  files: readonly SourceFile[],
  options: CheckOptions = {},
  dependencies: CheckDependencies = {},
): CheckResult {
  const resolved = resolveOptions(options);
  const parse = {
    placeholders: resolved.placeholders,
    ...(dependencies.cache ? { cache: dependencies.cache } : {}),
  };
  const manifests = files.flatMap((file) => parseFile(file, parse));
  const stored = storedObjects(options.previous ?? [], resolved);
  const whole = withoutPatches(manifests);
  const isWhole = new Set(whole);
  const judged = manifests.map((manifest) => {
    const previous = stored.get(identityOf(manifest));
    const validation = isWhole.has(manifest) ? judge(manifest, resolved, { previous }) : PATCH;
    return { manifest, validation };
  });
  const ours = ourDocuments(whole);
  const findings = [
    ...judged.flatMap(({ manifest, validation }) =>
      withConversions(findingsOf(manifest, validation, ours.has(manifest)), manifest, () => manifests),
    ),
    ...whole.flatMap((manifest) => itemFindings(manifest, resolved)),
    ...(dependencies.analyzers ?? []).flatMap((analyze) => analyze(whole, resolved)),
  ];
  const documents = judged.map(({ manifest, validation }) => documentOf(manifest, validation));
  return { documents, findings: sortFindings(findings, files) };
}

/** Nothing is known of a patch before it is applied to what it changes. */
const PATCH: Validation = { verdict: 'unknown-kind', problems: [] };

/** What the API server and the controllers behind it say of one manifest, and what reading its text brought to light. */
export const serverFindings = (manifest: Manifest, options: ResolvedOptions): Finding[] => [
  ...findingsOf(manifest, judge(manifest, options, {})),
  ...itemFindings(manifest, options),
];

/** What the API server says of a change alone: rules about transitions, fields that cannot be changed. What it says of
 *  the new version by itself is left out. */
export function changeFindings(
  manifests: readonly Manifest[],
  before: readonly Manifest[],
  options: ResolvedOptions,
): Finding[] {
  const stored = new Map(before.map((manifest) => [identityOf(manifest), manifest]));
  return manifests.flatMap((manifest) => {
    const old = stored.get(identityOf(manifest));
    const isChanged =
      old?.value !== undefined && old.name !== undefined && old.parsed.text !== manifest.parsed.text;
    return isChanged ? ofChange(manifest, old.value, options) : [];
  });
}

function ofChange(manifest: Manifest, previous: unknown, options: ResolvedOptions): Finding[] {
  const alone = new Set(findingsOf(manifest, judge(manifest, options, {})).map(idOf));
  return findingsOf(manifest, judge(manifest, options, { previous }))
    .filter((finding) => finding.source !== 'runtime' && !alone.has(idOf(finding)))
    .map((finding) => ({ ...finding, message: `${finding.message} (compared with git HEAD)` }));
}

const idOf = ({ rule, path, message }: Finding): string => [rule, path, message].join('\n');

/** A List is no kind of the API server's, but kubectl sends each of its items. */
function itemFindings(list: Manifest, options: ResolvedOptions): Finding[] {
  return listItems(list).flatMap((item) => {
    const base = fieldPath(item.base);
    const findings = findingsOf(item, judge(item, options, { slot: base }));
    return findings.map((finding) => ({
      ...finding,
      path: finding.path === '' ? base : `${base}.${finding.path}`,
    }));
  });
}

/** `documentKey`s of the manifests that take no part in a cluster: unreadable, refused, or given up by their controller. */
export function refusedDocuments(
  manifests: readonly Manifest[],
  options: ResolvedOptions,
): ReadonlySet<string> {
  const refused = manifests
    .filter((manifest) => !isToolFile(manifest, options.karpenterVersion))
    .filter((manifest) => isRefused(judge(manifest, options, {})));
  return new Set(refused.map(({ uri, index }) => documentKey(uri, index)));
}

/** Files that a command reads are part of no cluster, whatever is wrong with them. */
const isToolFile = ({ apiVersion = '', kind = '' }: Manifest, karpenterVersion: string): boolean =>
  findKind(apiVersion, kind, karpenterVersion)?.readBy !== undefined;

const isRefused = ({ verdict, problems }: Validation): boolean =>
  verdict === 'rejected' || verdict === 'unparseable' || problems.some(({ source }) => source === 'runtime');

const known = new WeakMap<ParsedDocument, Map<string, Validation>>();

interface JudgeOptions {
  /** The stored version, for an update, which is judged afresh. */
  readonly previous?: unknown;
  /** Tells the objects of one document apart. */
  readonly slot?: string;
}

/** Judges a manifest, once for each text and set of options. */
function judge(
  manifest: Manifest,
  options: ResolvedOptions,
  { previous, slot = '' }: JudgeOptions,
): Validation {
  if (previous !== undefined) return schema().validate(manifest, { options, previous });
  const verdicts = known.get(manifest.parsed) ?? new Map<string, Validation>();
  const key = slot === '' ? keyOf(options) : `${keyOf(options)} ${slot}`;
  const before = verdicts.get(key);
  if (before) return before;
  const validation = schema().validate(manifest, { options });
  known.set(manifest.parsed, verdicts.set(key, validation));
  return validation;
}

/** What a verdict depends on beside the document. */
const keyOf = perObject(
  ({ karpenterVersion, kubernetesVersion, placeholders }: ResolvedOptions) =>
    `${karpenterVersion} ${kubernetesVersion} ${placeholders}`,
);

function documentOf(
  { uri, index, apiVersion, kind, name }: Manifest,
  { verdict }: Validation,
): DocumentVerdict {
  return {
    uri,
    index,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    verdict,
  };
}

/** Kind, namespace and name: what makes two manifests versions of one object. */
function identityOf({ apiVersion = '', kind = '', namespace = '', name = '' }: Manifest): string {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return [group, kind, namespace, name].join('\n');
}

function storedObjects(
  files: readonly SourceFile[],
  { placeholders }: ResolvedOptions,
): Map<string, unknown> {
  const stored = new Map<string, unknown>();
  for (const manifest of files.flatMap((file) => parseFile(file, { placeholders }))) {
    if (manifest.value !== undefined && manifest.name !== undefined)
      stored.set(identityOf(manifest), manifest.value);
  }
  return stored;
}

/** @param isOurs  false for a document that is not meant for Kubernetes: its text is nobody's business */
function findingsOf(manifest: Manifest, { verdict, problems }: Validation, isOurs = true): Finding[] {
  const isHalf = manifest.apiVersion === undefined || manifest.kind === undefined;
  const isForeign = !isOurs || (verdict === 'unknown-kind' && isHalf);
  const ofText = isForeign
    ? []
    : manifest.problems.map((problem) => ({ ...problem, path: fieldPath(problem.path), fixes: [] }));
  const ofServer = problems.map((problem) => ({
    ...{ rule: problem.rule, source: problem.source, message: problem.message },
    path: problem.path ?? fieldPath(problem.at),
    range: problem.mark ? manifest.rangeOf(problem.at, problem.mark) : manifest.spotOf(problem.at),
    fixes: problem.fix ? toFixes(manifest, problem, problem.fix) : [],
  }));
  return [...ofText, ...ofServer].map(({ rule, source, message, path, range, fixes }) => ({
    ...{
      rule,
      source,
      severity: severityOf(source),
      message,
      uri: manifest.uri,
      document: manifest.index,
      path,
      range,
      fixes,
    },
  }));
}

const severityOf = (source: FindingSource): Severity => (source === 'rule' ? 'warning' : 'error');

/** Not offered where the text is shared with other places (an alias or a merged map). */
function toFixes(
  manifest: Manifest,
  { at }: SchemaProblem,
  { title, part, rewrite, safe }: ProblemFix,
): Fix[] {
  for (let depth = 1; depth <= at.length; depth++) {
    const step = manifest.placeOf(at.slice(0, depth));
    if (!step || step.alias || step.merged) return [];
  }
  const source = manifest.sourceOf(at, part);
  const place = manifest.placeOf(at);
  const start = part === 'key' ? place?.keyStart : place?.start;
  if (source === undefined || start === undefined) return [];
  const newText = rewrite(source);
  if (newText === source) return [];
  return [
    {
      title,
      safe,
      edits: [{ uri: manifest.uri, range: manifest.rangeBetween(start, start + source.length), newText }],
    },
  ];
}

function sortFindings(findings: readonly Finding[], files: readonly SourceFile[]): Finding[] {
  const order = new Map<string, number>();
  for (const { uri } of files) if (!order.has(uri)) order.set(uri, order.size);
  const rank = ({ uri }: Finding): number => order.get(uri) ?? order.size;
  return [...findings].sort((a, b) => compareNumber(rank(a), rank(b)) || compareFindings(a, b));
}

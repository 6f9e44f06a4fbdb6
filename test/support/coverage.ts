/** Rows of test/fixtures/coverage: known mistakes, each with the smallest objects that make it and what must be found. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { SourceFile } from '../../server/src/model/finding';

const COVERAGE_FILES = ['karpenter', 'nodeclass', 'workloads', 'keda'] as const;

type Json = Readonly<Record<string, unknown>>;

/** An object: a base with a merge patch, or one written out. */
type Part = { readonly of: string; readonly with?: Json } | Json;

export interface CoverageRow {
  readonly row: string;
  readonly says: string;
  readonly made?: readonly Part[];
  /** The stored objects, for mistakes that are changes. */
  readonly before?: readonly Part[];
  /** The finding's rule, or what it begins with. */
  readonly finds?: string;
  /** The finding's path, or what it begins with. */
  readonly at?: string;
  /** Why it is left out. */
  readonly why?: string;
}

const read = (name: string): unknown =>
  parse(readFileSync(join(process.cwd(), 'test/fixtures/coverage', `${name}.yaml`), 'utf8'));

const bases = read('bases') as Readonly<Record<string, Json>>;

export const coverageRows = (): readonly CoverageRow[] =>
  COVERAGE_FILES.flatMap((name) => read(name) as CoverageRow[]);

/** The objects of a row as one file; without patches when `plain`. */
export function filesOf(parts: readonly Part[], plain = false): readonly SourceFile[] {
  const objects = parts.map((part) => objectOf(part, plain));
  return [{ uri: 'file:///row.yaml', text: objects.map((object) => stringify(object)).join('---\n') }];
}

function objectOf(part: Part, plain: boolean): unknown {
  if (typeof part['of'] !== 'string') return part;
  return plain || part['with'] === undefined ? bases[part['of']] : merged(bases[part['of']], part['with']);
}

/** RFC 7396: maps are merged, null takes away, all else replaces. `{ many: n }` stands for n labels. */
function merged(base: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  if (typeof patch['many'] === 'number') return labels(patch['many']);
  const result: Record<string, unknown> = isMap(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

const labels = (count: number): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`example.com/label-${index}`, 'x']));

const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Everything that a verdict can be called, with its page. Only the command line and the generator of docs/rules load
 *  these texts; the language server knows their addresses alone (model/pages.ts). */
import { FILE, KIND } from './identity';
import { BUILTIN, METADATA } from './object';
import type { VerdictPage } from './page';
import { RUNTIME } from './runtime';
import { DECODE, LIST, SCHEMA_PAGES } from './structure';
import { STRICT, SYNTAX } from './text';

export { celPages, type CelEntry, type CelPage } from './cel';
export type { VerdictPage } from './page';

export interface VerdictFamily {
  readonly title: string;
  /** Who refuses, and what holds for all of the family. */
  readonly intro: string;
  readonly pages: Readonly<Record<string, VerdictPage>>;
}

/** In the order in which an object passes them. */
export const VERDICT_FAMILIES: Readonly<Record<string, VerdictFamily>> = {
  syntax: {
    title: 'The text',
    intro:
      'What the YAML reader cannot read. The API server reads YAML 1.1: `on`, `off`, `yes`, `no`, `y` and `n` are ' +
      'booleans, `010` is eight, `1_000` is a thousand. Quote what is meant as text.',
    pages: SYNTAX,
  },
  kind: {
    title: 'Kinds and API versions',
    intro: 'Documents whose kind is not known where it is looked for. They are not judged; these are hints.',
    pages: KIND,
  },
  strict: {
    title: 'Strict fields',
    intro: 'What strict field validation refuses, which `kubectl apply` asks for by default.',
    pages: STRICT,
  },
  decode: {
    title: 'Decoding of built-in kinds',
    intro: 'Kubernetes’ own kinds are read into Go types before anything else is looked at.',
    pages: DECODE,
  },
  metadata: {
    title: 'Metadata',
    intro: 'Names, labels, annotations and owners: checked for every kind alike.',
    pages: METADATA,
  },
  schema: {
    title: 'Schemas of custom resources',
    intro:
      'Values that do not fit the schema of their kind, after defaults. The schemas are those of the versions in ' +
      '[schemas/SOURCES.md](../../schemas/SOURCES.md); `dryfit.karpenterVersion` chooses between two of Karpenter’s.',
    pages: SCHEMA_PAGES,
  },
  list: {
    title: 'Lists that are sets or maps',
    intro: 'Lists that may not hold the same thing twice.',
    pages: LIST,
  },
  builtin: {
    title: 'Checks of built-in kinds',
    intro:
      'What Kubernetes checks of its own kinds by hand-written code. Paths are those that the API server prints.',
    pages: BUILTIN,
  },
  runtime: {
    title: 'After admission',
    intro:
      'The API server takes the object, and a controller or webhook refuses it later. Nothing tells the person who ' +
      'applied it. Such objects take no part in a simulation.',
    pages: RUNTIME,
  },
  dryfit: {
    title: 'Dryfit itself',
    intro: 'About files, suppressions and settings rather than manifests.',
    pages: FILE,
  },
};

/** The page of an id; undefined for rules and validation expressions, which have theirs elsewhere, and for other texts. */
export function verdictPage(id: string): VerdictPage | undefined {
  const pages = VERDICT_FAMILIES[id.split('/')[0] ?? '']?.pages ?? {};
  return Object.hasOwn(pages, id) ? pages[id] : undefined;
}

/** Every id that `verdictPage` knows. */
export const verdictIds = (): readonly string[] =>
  Object.values(VERDICT_FAMILIES).flatMap(({ pages }) => Object.keys(pages));

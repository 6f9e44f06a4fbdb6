/** The validation expressions of the known custom resources, as their pages show them: one entry for each id that a
 *  finding can have. */
import { meaningOf, type CelRule, type Structural } from '../cel';
import { allKinds, findKind, schemaOf, type KindSchema } from '../kinds';

export interface CelEntry {
  /** `cel/<kind in lower case>/<path in the schema>#<index at that place>` */
  readonly id: string;
  /** The part behind the kind, which heads the entry on the page of the kind. */
  readonly place: string;
  /** What must hold, in our words: more than one where releases or API versions differ. */
  readonly meanings: readonly string[];
  readonly expressions: readonly string[];
  /** Looks at the stored object, and so applies to changes only. */
  readonly isOfChanges: boolean;
}

export interface CelPage {
  /** `cel/<kind in lower case>` */
  readonly id: string;
  readonly kind: string;
  readonly apiVersions: readonly string[];
  readonly entries: readonly CelEntry[];
}

const RELEASES = ['1.14.1', '1.15.1'];

let known: readonly CelPage[] | undefined;

/** A page for each kind that has expressions, by kind; entries in the order of the schema. */
export const celPages = (): readonly CelPage[] => (known ??= makePages());

function makePages(): readonly CelPage[] {
  const kinds = allKinds().flatMap(({ apiVersion, kind }) =>
    RELEASES.flatMap((release) => findKind(apiVersion, kind, release) ?? []),
  );
  const names = [...new Set(kinds.map(({ kind }) => kind))].sort();
  return names.flatMap((name) => {
    const versions = kinds.filter(({ kind }) => kind === name);
    const entries = entriesOf(versions);
    if (entries.length === 0) return [];
    const apiVersions = [...new Set(versions.map(({ apiVersion }) => apiVersion))];
    return [{ id: `cel/${name.toLowerCase()}`, kind: name, apiVersions, entries }];
  });
}

function entriesOf(versions: readonly KindSchema[]): CelEntry[] {
  const byPlace = new Map<string, CelRule[]>();
  for (const { schema } of versions)
    walk(schemaOf(schema), '', (place, rule) => {
      const rules = byPlace.get(place) ?? [];
      byPlace.set(place, rules);
      if (!rules.some((one) => one.rule === rule.rule)) rules.push(rule);
    });
  const kind = versions[0]?.kind.toLowerCase() ?? '';
  return [...byPlace].map(([place, rules]) => ({
    id: `cel/${kind}/${place}`,
    place,
    meanings: [...new Set(rules.flatMap(({ rule }) => meaningOf(rule) ?? []))],
    expressions: rules.map(({ rule }) => rule.replace(/\s+/g, ' ').trim()),
    isOfChanges: rules.every(({ rule }) => /\boldSelf\b/.test(rule)),
  }));
}

/** In the order of evaluation (see evaluate.ts), which numbers the rules of a place. */
function walk(schema: Structural, place: string, visit: (place: string, rule: CelRule) => void): void {
  schema['x-kubernetes-validations']?.forEach((rule, index) => visit(`${place}#${index}`, rule));
  for (const part of schema.allOf ?? []) walk(part, place, visit);
  for (const [name, child] of Object.entries(schema.properties ?? {}))
    walk(child, place === '' ? name : `${place}.${name}`, visit);
  if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, `${place}{}`, visit);
  if (schema.items) walk(schema.items, `${place}[]`, visit);
}

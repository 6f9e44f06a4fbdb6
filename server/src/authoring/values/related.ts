/** Names of the objects that a field refers to, from the table of references. */
import { RELATIONS, type Relation } from '../links/relations';
import { viewsOf } from '../views';
import { namesOf } from './objects';
import { textOf, type Spot, type Value } from './value';

export function relatedNames(kind: string, steps: readonly string[], spot: Spot): readonly Value[] {
  const relation = relationAt(kind, steps);
  return relation ? namesOf(spot, kindsOf(relation, spot)) : [];
}

/** Whether a field holds the name of another object. */
export const namesWhatElse = (kind: string, steps: readonly string[]): boolean =>
  relationAt(kind, steps) !== undefined;

function relationAt(kind: string, steps: readonly string[]): Relation | undefined {
  for (const view of viewsOf(kind, steps)) {
    const name = `${view.kind} ${view.pattern}`;
    if (Object.hasOwn(RELATIONS, name)) return RELATIONS[name];
  }
  return undefined;
}

function kindsOf({ kinds, defaultKind }: Relation, { root, path }: Spot): readonly string[] {
  if (kinds !== 'sibling') return kinds;
  const meant = textOf(root, [...path.slice(0, -1), 'kind']) ?? defaultKind;
  return meant === undefined ? [] : [meant];
}

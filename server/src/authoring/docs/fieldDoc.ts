/** What is said about a field beyond its schema. */

export interface FieldDoc {
  readonly text: string;
  /** Where code, not the schema, sets it. */
  readonly default?: string;
  /** What the schema does not say, or says as a pattern. */
  readonly constraint?: string;
}

/** Documentation of a kind by field path: `[]` is a list's item, `*` a map's value. */
export type FieldDocs = Readonly<Record<string, string | FieldDoc>>;

/** The same documentation below another path. */
export function below(prefix: string, docs: FieldDocs): FieldDocs {
  return Object.fromEntries(Object.entries(docs).map(([path, doc]) => [joined(prefix, path), doc]));
}

const joined = (prefix: string, path: string): string => {
  if (path === '') return prefix;
  return path.startsWith('[') ? prefix + path : `${prefix}.${path}`;
};

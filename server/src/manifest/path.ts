/** Paths into a manifest's JSON value, and their spelling as Kubernetes field paths. */

export type Path = readonly (string | number)[];

/** The path as the API server's schema validator writes it: `spec.values[0].labels.example.com/tier`. Map keys with
 *  dots and slashes are not quoted, so the text cannot always be parsed back. Empty for the document itself. */
export function fieldPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** Whether `path` is `prefix` or lies below it. */
export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, depth) => step === path[depth]);
}

/** The value at a path of a plain JSON value, own properties only; undefined when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** Reads a field path of a CEL rule back into steps, beside the value it is about. */
import { valueAt, type Path } from '../manifest/document';

const STEP = /\.?([^.[\]]+)|\[(?:'([^']*)'|"([^"]*)"|([^\]]*))\]/gy;

/** `spec.labels[example.com/tier]` and `spec.items[2]`: digits are an index only where the value has a list. */
export function parseFieldPath(text: string, value: unknown): Path {
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  for (let match = STEP.exec(text); match; match = STEP.exec(text)) {
    const step = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    path.push(Array.isArray(valueAt(value, path)) && /^\d+$/.test(step) ? Number(step) : step);
  }
  return path;
}

/** Words fields that no schema knows, with the field that was likely meant. */
import type { Manifest, Path } from '../manifest/document';
import { nearestWord } from '../util/nearest';
import type { UnknownField } from './prepare';
import type { ProblemFix, SchemaProblem } from './problem';
import { fieldPath } from '../manifest/document';

/** One problem a field. A field that is given already is not suggested again. */
export function unknownFieldProblems(fields: readonly UnknownField[], manifest: Manifest): SchemaProblem[] {
  return fields.map(({ path, known }) => {
    const name = String(path.at(-1));
    const parent = path.slice(0, -1);
    const free = known.filter((candidate) => !manifest.has([...parent, candidate]));
    const near = nearestWord(name, free);
    const where = parent.length === 0 ? 'this kind' : fieldPath(parent);
    return {
      source: 'strict',
      rule: 'strict/unknown-field',
      message: `unknown field ${name}: ${where} has no such field${near === undefined ? '' : `; did you mean ${near}?`}`,
      at: path,
      mark: 'key',
      ...(near === undefined ? {} : { fix: renameTo(near) }),
    };
  });
}

const renameTo = (near: string): ProblemFix => ({
  title: `Rename to ${near}`,
  part: 'key',
  rewrite: () => near,
  safe: false,
});

/** Whether a path is inside one of the unknown fields. */
export const isBelow = (path: Path, fields: readonly UnknownField[]): boolean =>
  fields.some(
    ({ path: field }) => field.length <= path.length && field.every((step, depth) => step === path[depth]),
  );

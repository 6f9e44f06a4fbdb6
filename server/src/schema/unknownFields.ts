/** Words fields that no schema knows, with the field that was likely meant. */
import type { Manifest } from '../manifest/document';
import { nearestWord } from '../util/nearest';
import type { UnknownField } from './prepare';
import { MAX_PROBLEMS, type ProblemFix, type SchemaProblem } from './problem';
import { fieldPath } from '../manifest/document';

/** One problem a field. A field that is given already is not suggested again. */
export function unknownFieldProblems(fields: readonly UnknownField[], manifest: Manifest): SchemaProblem[] {
  return fields.slice(0, MAX_PROBLEMS).map(({ path, known }) => {
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

/** What may be asked of git as a revision: a name of one commit. Everything else stays here, since git would take an option
 *  for an option, and a path out of the repository makes VS Code's Git extension close it. Pure. */

/** Where a commit is told by its place: `HEAD~2`, `main@{1 week ago}`, `v1.0^{commit}`. Ranges, paths and negations are none. */
const REVISION = /^[^-^/.\s:?*[\\][^:?*[\\]*$/;

export const isRevision = (text: string): boolean =>
  REVISION.test(text) && !text.includes('..') && !/\^[@!-]/.test(text) && !hasControl(text);

const hasControl = (text: string): boolean => [...text].some((letter) => letter < ' ' || letter === '\x7f');

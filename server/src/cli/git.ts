/** Reads files of a git revision. Only `rev-parse`, `ls-tree` and `cat-file` are run: they start no program that the
 *  repository names, and write nothing. */
import { execFileSync } from 'node:child_process';
import { failed, success, type Outcome } from '../util/outcome';

/** A file of a revision. */
export interface GitFile {
  /** Relative to the folder asked for, with slashes. */
  readonly path: string;
  readonly text: string;
}

const MAX_OUTPUT_BYTES = 2 ** 30;

/** The absolute folder of the repository that `folder` lies in. */
export const repositoryOf = (folder: string): Outcome<string> => {
  const found = git(folder, ['rev-parse', '--show-toplevel']);
  return found.ok ? success(found.value.toString('utf8').trimEnd()) : found;
};

/** The commit that a revision names, or a failure where it names none. */
export const commitOf = (folder: string, revision: string): Outcome<string> => {
  const found = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return found.ok ? success(found.value.toString('utf8').trim()) : found;
};

/** Every manifest (.yaml, .yml, .json) at or below `scope` in a commit, by path.
 *  @param scope  relative to the repository, with slashes; '' for all of it */
export function manifestsAt(repository: string, commit: string, scope: string): Outcome<readonly GitFile[]> {
  const listed = git(repository, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', scope || '.']);
  if (!listed.ok) return listed;
  const entries = listed.value.toString('utf8').split('\0').flatMap(entryOf);
  const texts = textsOf(
    repository,
    entries.map(({ object }) => object),
  );
  if (!texts.ok) return texts;
  const below = scope === '' ? 0 : scope.length + 1;
  return success(
    entries.map(({ path }, index) => ({ path: path.slice(below), text: texts.value[index] ?? '' })),
  );
}

interface TreeEntry {
  readonly object: string;
  readonly path: string;
}

/** Links and submodules are left out, as in a folder on disk. */
function entryOf(line: string): TreeEntry[] {
  const [, object = '', path = ''] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
  return /\.(?:ya?ml|json)$/i.test(path) ? [{ object, path }] : [];
}

/** One process for all of them: each answer is `<object> blob <size>`, a line break, the bytes, a line break. */
function textsOf(repository: string, objects: readonly string[]): Outcome<readonly string[]> {
  if (objects.length === 0) return success([]);
  const answered = git(repository, ['cat-file', '--batch'], `${objects.join('\n')}\n`);
  if (!answered.ok) return answered;
  const texts: string[] = [];
  let at = 0;
  while (at < answered.value.length) {
    const end = answered.value.indexOf('\n', at);
    const size = Number(answered.value.toString('utf8', at, end).split(' ')[2]);
    if (!Number.isInteger(size)) return failed(`git has no object ${objects[texts.length] ?? ''}`);
    texts.push(answered.value.toString('utf8', end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return success(texts);
}

function git(folder: string, words: readonly string[], input = ''): Outcome<Buffer> {
  try {
    return success(
      execFileSync('git', ['-C', folder, ...words], {
        ...{ input, maxBuffer: MAX_OUTPUT_BYTES },
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    );
  } catch (error) {
    return failed(reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'git is not on the PATH';
  const said = 'stderr' in error ? String(error.stderr).trim() : '';
  return said.split('\n')[0] || error.message.split('\n')[0] || 'git failed';
}

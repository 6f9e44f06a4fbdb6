/** Reads files of a git revision. Only `rev-parse`, `ls-tree` and `cat-file` are run: they start no program that the
 *  repository names, and write nothing. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
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
  const lines = listed.value.toString('utf8').split('\0');
  const entries = lines.flatMap(entryOf);
  const texts = textsOf(
    repository,
    entries.map(({ object }) => object),
  );
  if (!texts.ok) return texts;
  const files = entries.map(({ path }, index) => ({ path, text: texts.value[index] ?? '' }));
  const below = scope === '' ? 0 : scope.length + 1;
  for (const { path, object } of lines.flatMap(submoduleOf)) {
    const inner = submoduleFiles(repository, path, object);
    if (!inner.ok) return inner;
    files.push(...inner.value);
  }
  return success(files.map(({ path, text }) => ({ path: path.slice(below), text })));
}

/** Files of a submodule at the commit that the revision names; none where it is not checked out, as on disk. */
function submoduleFiles(repository: string, path: string, commit: string): Outcome<readonly GitFile[]> {
  const folder = join(repository, path);
  if (!existsSync(join(folder, '.git'))) return success([]);
  const files = manifestsAt(folder, commit, '');
  if (!files.ok) return failed(`submodule ${path}: ${files.failure.message}; run git submodule update`);
  return success(files.value.map((file) => ({ ...file, path: `${path}/${file.path}` })));
}

function submoduleOf(line: string): TreeEntry[] {
  const [, object = '', path = ''] = /^160000 commit ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
  return path === '' ? [] : [{ object, path }];
}

/** Whether the clone lacks the older part of its history. */
export const isShallow = (folder: string): boolean => {
  const answer = git(folder, ['rev-parse', '--is-shallow-repository']);
  return answer.ok && answer.value.toString('utf8').trim() === 'true';
};

interface TreeEntry {
  readonly object: string;
  readonly path: string;
}

/** Links are left out, as in a folder on disk. */
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
    if (!Number.isInteger(size))
      return failed(
        `git has no object ${objects[texts.length] ?? ''}: fetch the whole commit (git fetch --refetch without --filter)`,
      );
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
        // A clone that holds part of the objects would fetch the others: nothing here uses the network.
        env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
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

/** The two sides of `diff`: each a path or a git revision. Files are paired by their place below the side's root, and both
 *  sides speak of them by the place on the new side. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { UnreadableFile } from '../report/fleet';
import { failed, success, type Outcome } from '../util/outcome';
import { commitOf, isShallow, manifestsAt, repositoryOf } from './git';
import { holdsManifest, readInputs, type InputFile } from './inputs';

export interface Sides {
  readonly before: readonly InputFile[];
  readonly after: readonly InputFile[];
  /** Files that were left out; only where the others count by themselves. */
  readonly unreadable: readonly UnreadableFile[];
}

/** A side as it was read: paths are relative to `root`. */
interface Side {
  readonly root: string;
  /** One file, named itself. */
  readonly isFile: boolean;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** @param words  OLD and NEW as written */
export function readSides([old = '', now = '']: readonly string[], workingDirectory: string): Outcome<Sides> {
  if (old === '-' || now === '-')
    return failed('diff reads paths and git revisions, not standard input: name both sides');
  const near = [now, old].map((word) => resolve(workingDirectory, word)).find((path) => existsSync(path));
  const scope = near ?? workingDirectory;
  const before = readSide(old, scope, workingDirectory);
  if (!before.ok) return before;
  const after = readSide(now, scope, workingDirectory);
  if (!after.ok) return after;
  if (before.value.files.length + after.value.files.length === 0)
    return failed(`neither ${old} nor ${now} holds a .yaml, .yml or .json file there`);
  const placed = ({ files }: Pick<Side, 'files'>): InputFile[] =>
    files.map(({ path, text }) => placeFile(join(after.value.root, path), text, workingDirectory));
  return success({
    before: placed(alike(before.value, after.value)),
    after: placed(after.value),
    unreadable: [],
  });
}

/** Two files are held against each other whatever they are called. */
function alike(before: Side, after: Side): Pick<Side, 'files'> {
  const path = after.files[0]?.path;
  if (!before.isFile || !after.isFile || path === undefined) return before;
  return { files: before.files.map((file) => ({ ...file, path })) };
}

function placeFile(path: string, text: string, workingDirectory: string): InputFile {
  const inner = relative(workingDirectory, path);
  return { uri: pathToFileURL(path).href, label: inner.startsWith('..') ? path : inner, text };
}

/** @param scope  what a bare revision stands for: the same place in that revision */
function readSide(word: string, scope: string, workingDirectory: string): Outcome<Side> {
  const path = resolve(workingDirectory, word);
  return existsSync(path) ? readFolder(path, workingDirectory) : readRevision(word, scope, workingDirectory);
}

function readFolder(path: string, workingDirectory: string): Outcome<Side> {
  const isFolder = statSync(path).isDirectory();
  const root = isFolder ? path : dirname(path);
  if (isFolder && !holdsManifest(path)) return success({ root, isFile: false, files: [] });
  const read = readInputs([path], workingDirectory, () => '');
  if (!read.ok) return read;
  const files = read.value.map(({ uri, text }) => ({ path: relative(root, fileURLToPath(uri)), text }));
  return success({ root, isFile: !isFolder, files });
}

/** `main`, `HEAD~3`, `v1.2:clusters/prod`. */
function readRevision(word: string, scope: string, workingDirectory: string): Outcome<Side> {
  const folder = existsSync(scope) && statSync(scope).isDirectory() ? scope : dirname(scope);
  const repository = repositoryOf(folder);
  if (!repository.ok)
    return failed(`${word}: no such path, and no git revision (${repository.failure.message})`);
  const colon = word.indexOf(':');
  const revision = colon < 0 ? word : word.slice(0, colon);
  const commit = commitOf(repository.value, revision);
  if (!commit.ok)
    return failed(`${word}: neither a path nor a git revision here: ${hintFor(repository.value)}`);
  const place = colon < 0 ? slashed(relative(repository.value, realpathSync(scope))) : word.slice(colon + 1);
  return readCommit(word, { repository: repository.value, commit: commit.value, place }, workingDirectory);
}

const hintFor = (repository: string): string =>
  isShallow(repository)
    ? 'this clone is shallow, fetch more of its history (git fetch --unshallow; fetch-depth: 0 of actions/checkout)'
    : 'name a file, a folder, or a commit';

interface CommitPlace {
  readonly repository: string;
  readonly commit: string;
  readonly place: string;
}

function readCommit(
  word: string,
  { repository, commit, place }: CommitPlace,
  workingDirectory: string,
): Outcome<Side> {
  if (place.startsWith('..')) return failed(`${word}: ${workingDirectory} is outside of ${repository}`);
  const scope = place.replace(/^\.?\/+|(?<!\/)\/+$/g, '');
  const files = manifestsAt(repository, commit, scope);
  if (!files.ok) return failed(`${word}: ${files.failure.message}`);
  const [first] = files.value;
  const root = join(repository, ...scope.split('/'));
  return success(
    first?.path === ''
      ? { root: dirname(root), isFile: true, files: [{ path: basename(root), text: first.text }] }
      : { root, isFile: false, files: files.value },
  );
}

const slashed = (path: string): string => path.split(sep).join('/');

/** Paths of the command line to manifests' texts: files as they are, folders with every .yaml, .yml and .json below
 *  them, `-` for standard input. */
import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LabelledFile } from '../analysis/clusters/fileClusters';
import type { UnreadableFile } from '../report/fleet';
import { failed, success, type Outcome } from '../util/outcome';
import { compareText } from '../util/sort';
import { isInside } from '../adapters/insideFolder';
import { withKustomized } from './kustomized';

/** A text with the path that people know it by: relative to the working directory where it lies below it. */
export type InputFile = LabelledFile;

export const STDIN_URI = 'stdin:/standard-input.yaml';

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);
const MAX_FOLDER_DEPTH = 64;

/** The texts of all paths, in the order given, folders sorted by name; each file once.
 *  @param readStdin  called once at most
 *  @param onUnreadable  told of each file below a folder that cannot be read, which is then left out; without it, one
 *    such file is a failure */
export function readInputs(
  paths: readonly string[],
  workingDirectory: string,
  readStdin: () => string,
  onUnreadable?: (file: UnreadableFile) => void,
): Outcome<readonly InputFile[]> {
  const files = new Map<string, InputFile>();
  for (const path of paths) {
    const read = path === '-' ? readStandardInput(readStdin) : readPath(path, workingDirectory, onUnreadable);
    if (!read.ok) return read;
    for (const file of read.value) if (!files.has(file.uri)) files.set(file.uri, file);
  }
  return success([...files.values()]);
}

function readStandardInput(readStdin: () => string): Outcome<readonly InputFile[]> {
  try {
    return success([{ uri: STDIN_URI, label: '-', text: readStdin() }]);
  } catch (error) {
    return failed(`standard input cannot be read (${reasonOf(error)}): pipe a manifest in, or name a path`);
  }
}

function readPath(
  path: string,
  workingDirectory: string,
  onUnreadable?: (file: UnreadableFile) => void,
): Outcome<readonly InputFile[]> {
  try {
    const isFolder = statSync(path).isDirectory();
    const found = isFolder ? listFolder(path, [path, workingDirectory]) : [path];
    if (isFolder && found.length === 0)
      return failed(`${path}: no .yaml, .yml or .json file below this folder`);
    if (isFolder && onUnreadable)
      return success(found.flatMap((file) => readIfPossible(file, workingDirectory, onUnreadable)));
    const read = (file: string): InputFile => readOne(file, workingDirectory);
    const files = found.map(read);
    return success(isFolder ? withKustomized(files, workingDirectory, read) : files);
  } catch (error) {
    return failed(`${pathOf(error) ?? path}: ${reasonOf(error)}`);
  }
}

function readIfPossible(
  path: string,
  workingDirectory: string,
  onUnreadable: (file: UnreadableFile) => void,
): InputFile[] {
  try {
    return [readOne(path, workingDirectory)];
  } catch (error) {
    onUnreadable({ path: labelOf(path, workingDirectory), reason: reasonOf(error) });
    return [];
  }
}

function readOne(path: string, workingDirectory: string): InputFile {
  const label = labelOf(path, workingDirectory);
  return { uri: pathToFileURL(path).href, label, text: readFileSync(path, 'utf8') };
}

/** The path that people know a file by. */
export function labelOf(path: string, workingDirectory: string): string {
  const inner = relative(workingDirectory, path);
  return inner.startsWith('..') || inner === '' ? path : inner;
}

/** Whether a folder has a file that `readInputs` would read, or try to. */
export function holdsManifest(folder: string): boolean {
  try {
    return listFolder(folder, [folder]).length > 0;
  } catch {
    // Reading the folder tells why it cannot be read.
    return true;
  }
}

/** Links to folders are not followed: what they point at is found where it is, and loops do not end. Links to files are,
 *  but for those that lead out of `roots`: whoever wrote a link must not choose what else is read. */
function listFolder(folder: string, roots: readonly string[], depth = 0): string[] {
  if (depth > MAX_FOLDER_DEPTH) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : listFolder(path, roots, depth + 1);
    return isManifest(entry, path, roots) ? [path] : [];
  });
}

function isManifest(entry: Dirent, path: string, roots: readonly string[]): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(entry.name)) return false;
  return entry.isFile() || (entry.isSymbolicLink() && mayBeFile(path, roots));
}

/** A link to nothing is no file; one that cannot be followed is listed, so that reading it tells why. */
function mayBeFile(path: string, roots: readonly string[]): boolean {
  try {
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    return isFile && roots.some((root) => isInside(path, root));
  } catch {
    return true;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'is a folder',
  ELOOP: 'too many links',
  ERR_STRING_TOO_LONG: 'too large to read',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return REASONS[code] ?? error.message;
}

const pathOf = (error: unknown): string | undefined =>
  error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;

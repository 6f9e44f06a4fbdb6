/** Paths of the command line to manifests' texts: files as they are, folders with every .yaml, .yml and .json below
 *  them, `-` for standard input. */
import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LabelledFile } from '../analysis/fileClusters';
import { failed, success, type Outcome } from '../util/outcome';
import { compareText } from '../util/sort';

/** A text with the path that people know it by: relative to the working directory where it lies below it. */
export type InputFile = LabelledFile;

export const STDIN_URI = 'stdin:/standard-input.yaml';

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);
const MAX_FOLDER_DEPTH = 64;

/** The texts of all paths, in the order given, folders sorted by name; each file once.
 *  @param readStdin  called once at most */
export function readInputs(
  paths: readonly string[],
  workingDirectory: string,
  readStdin: () => string,
): Outcome<readonly InputFile[]> {
  const files = new Map<string, InputFile>();
  for (const path of paths) {
    const read = path === '-' ? readStandardInput(readStdin) : readPath(path, workingDirectory);
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

function readPath(path: string, workingDirectory: string): Outcome<readonly InputFile[]> {
  try {
    const isFolder = statSync(path).isDirectory();
    const found = isFolder ? listFolder(path, 0) : [path];
    if (isFolder && found.length === 0)
      return failed(`${path}: no .yaml, .yml or .json file below this folder`);
    return success(found.map((file) => readOne(file, workingDirectory)));
  } catch (error) {
    return failed(`${pathOf(error) ?? path}: ${reasonOf(error)}`);
  }
}

function readOne(path: string, workingDirectory: string): InputFile {
  const inner = relative(workingDirectory, path);
  const label = inner.startsWith('..') || inner === '' ? path : inner;
  return { uri: pathToFileURL(path).href, label, text: readFileSync(path, 'utf8') };
}

/** Links to folders are not followed: what they point at is found where it is, and loops do not end. */
function listFolder(folder: string, depth: number): string[] {
  if (depth > MAX_FOLDER_DEPTH) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : listFolder(path, depth + 1);
    return isManifest(entry, path) ? [path] : [];
  });
}

function isManifest(entry: Dirent, path: string): boolean {
  if (!/\.(?:ya?ml|json)$/i.test(entry.name)) return false;
  return (
    entry.isFile() ||
    (entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false))
  );
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

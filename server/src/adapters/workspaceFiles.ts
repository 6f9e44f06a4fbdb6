/** Manifests below workspace folders, read with limits. Symbolic links are left alone: their targets are either found
 *  where they are, or lie outside the folder, where nothing is read. */
import { type Dirent, promises as fs } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isManifestName, mayHoldManifests, SCAN_LIMITS, type ScanLimits } from '../analysis/limits';
import { isKustomizationName } from '../analysis/clusters/kustomize';
import type { FolderScan, FoundFile, WorkspaceFiles } from '../analysis/jobs/ports';
import { isProjectFile } from '../model/ruleLevels';
import { compareText } from '../util/sort';

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'bower_components', '__pycache__']);
const PARALLEL_READS = 16;

export function nodeWorkspaceFiles(limits: ScanLimits = SCAN_LIMITS): WorkspaceFiles {
  return {
    scan: (folderUri) => scanFolder(folderUri, limits),
    read: (uri, folderUris) => readInside(uri, folderUris, limits),
    scanInside: (uri, folderUris) => scanInside(uri, folderUris, limits),
  };
}

interface Walk {
  readonly limits: ScanLimits;
  readonly paths: string[];
  readonly leftOut: string[];
  entryCount: number;
}

async function scanFolder(folderUri: string, limits: ScanLimits): Promise<FolderScan> {
  const root = pathOf(folderUri);
  if (root === undefined) return { files: [], leftOut: [] };
  const walk: Walk = { limits, paths: [], leftOut: [], entryCount: 0 };
  await walkFolder(walk, root, 0);
  const files = await readAll(walk);
  return { files, leftOut: walk.leftOut };
}

async function walkFolder(walk: Walk, folder: string, depth: number): Promise<void> {
  if (depth > walk.limits.depth) {
    walk.leftOut.push(`${folder}: deeper than ${walk.limits.depth} folders`);
    return;
  }
  const entries = await listFolder(walk, folder);
  for (const entry of entries) {
    if (isFull(walk)) return;
    walk.entryCount++;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !isSkipped(entry.name)) await walkFolder(walk, path, depth + 1);
    else if (entry.isFile() && isManifestName(entry.name)) walk.paths.push(path);
  }
}

async function listFolder(walk: Walk, folder: string): Promise<Dirent[]> {
  try {
    const entries = await fs.readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    walk.leftOut.push(`${folder}: ${reasonOf(error)}`);
    return [];
  }
}

function isFull(walk: Walk): boolean {
  const { limits } = walk;
  if (walk.paths.length < limits.fileCount && walk.entryCount < limits.entryCount) return false;
  const note = `more than ${limits.fileCount} files or ${limits.entryCount} entries: the rest is not read`;
  if (!walk.leftOut.includes(note)) walk.leftOut.push(note);
  return true;
}

/** Hidden folders hold tools' own files (.git, .terraform, .idea), never what is applied. */
const isSkipped = (name: string): boolean => name.startsWith('.') || SKIPPED_FOLDERS.has(name);

async function readAll(walk: Walk): Promise<FoundFile[]> {
  const files: FoundFile[] = [];
  let totalBytes = 0;
  for (let start = 0; start < walk.paths.length; start += PARALLEL_READS) {
    const batch = walk.paths.slice(start, start + PARALLEL_READS);
    const texts = await Promise.all(batch.map((path) => readOne(path, walk)));
    texts.forEach((text, index) => {
      totalBytes += text?.length ?? 0;
      const path = batch[index];
      if (text !== undefined && path !== undefined && totalBytes <= walk.limits.totalBytes)
        files.push({ uri: pathToFileURL(path).href, text });
    });
    if (totalBytes > walk.limits.totalBytes) {
      walk.leftOut.push(`more than ${walk.limits.totalBytes} bytes of manifests: the rest is not read`);
      break;
    }
  }
  return files;
}

async function readOne(path: string, walk: Walk): Promise<string | undefined> {
  try {
    const { size } = await fs.stat(path);
    if (size > walk.limits.fileBytes) {
      walk.leftOut.push(`${path}: ${size} bytes, more than ${walk.limits.fileBytes}`);
      return undefined;
    }
    const text = await fs.readFile(path, 'utf8');
    return isProjectFile(path) || isKustomizationName(path) || mayHoldManifests(text) ? text : undefined;
  } catch (error) {
    walk.leftOut.push(`${path}: ${reasonOf(error)}`);
    return undefined;
  }
}

async function readInside(
  uri: string,
  folderUris: readonly string[],
  limits: ScanLimits,
): Promise<string | undefined> {
  const path = pathOf(uri);
  if (path === undefined || !isManifestName(path) || !(await isInsideOne(path, folderUris))) return undefined;
  return readOne(path, { limits, paths: [], leftOut: [], entryCount: 0 });
}

async function scanInside(
  uri: string,
  folderUris: readonly string[],
  limits: ScanLimits,
): Promise<readonly FoundFile[]> {
  const path = pathOf(uri);
  if (path === undefined || isSkipped(basename(path)) || !(await isFolder(path))) return [];
  return (await isInsideOne(path, folderUris)) ? (await scanFolder(uri, limits)).files : [];
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await fs.lstat(path)).isDirectory();
  } catch {
    // Gone between the event and now.
    return false;
  }
}

async function isInsideOne(path: string, folderUris: readonly string[]): Promise<boolean> {
  const roots = folderUris.flatMap((folder) => pathOf(folder) ?? []);
  const isInside = await Promise.all(roots.map((root) => isPlainlyInside(path, root)));
  return isInside.includes(true);
}

/** Below the root, in no skipped folder, and with no symbolic link between the two. */
async function isPlainlyInside(path: string, root: string): Promise<boolean> {
  const inner = relative(root, path);
  const steps = inner.split(sep);
  if (inner === '' || steps.includes('..') || steps.slice(0, -1).some(isSkipped)) return false;
  try {
    return (await fs.realpath(path)) === join(await fs.realpath(root), inner);
  } catch {
    // The file is gone between the event and now: there is nothing to read, which is the answer.
    return false;
  }
}

/** Undefined for what is no file on this machine (untitled, virtual file systems). */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // A file URI with a host that this platform has no path for.
    return undefined;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

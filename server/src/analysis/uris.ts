/** Comparing and splitting URIs without a file system. Editors and Node spell the same file differently
 *  (`file:///c%3A/a` and `file:///C:/a`), so maps are keyed by `uriKey`, never by the URI as given. */

/** One spelling per file: percent-decoded, drive letter in lower case. Not a URI to hand out. */
export function uriKey(uri: string): string {
  const decoded = decode(uri);
  return decoded.replace(/^file:\/\/\/([A-Za-z]):/, (_, drive: string) => `file:///${drive.toLowerCase()}:`);
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // A stray percent sign is legal in what clients send for odd schemes: the text itself is then the key.
    return uri;
  }
}

/** The key of the folder that holds the file; what is before the last slash. */
export function parentKey(key: string): string {
  const slash = key.lastIndexOf('/');
  return slash < 0 ? key.slice(0, key.indexOf(':') + 1) : key.slice(0, slash);
}

/** True when `key` is `folderKey` itself or lies below it. What was never saved lies in the folder `untitled:`. */
export function isWithin(key: string, folderKey: string): boolean {
  if (folderKey.endsWith(':')) return key.startsWith(folderKey);
  const folder = folderKey.endsWith('/') ? folderKey.slice(0, -1) : folderKey;
  return key === folder || key.startsWith(`${folder}/`);
}

/** The path of `key` relative to `folderKey`, without a leading slash; '' for the folder itself. */
export function relativePath(key: string, folderKey: string): string {
  const folder = folderKey.endsWith('/') ? folderKey.slice(0, -1) : folderKey;
  return key.slice(folder.length + 1);
}

/** The last segment of a key. */
export const baseName = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** The key of a path relative to a folder, `.` and `..` resolved. */
export function joinKey(folderKey: string, path: string): string {
  const steps = path.startsWith('/') ? [] : folderKey.split('/');
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

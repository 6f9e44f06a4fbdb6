/** Sizes up to which files are read and checked, in one place, so that messages and code agree. */

/** Files up to this length (UTF-16 units) are parsed and checked on the thread that answers the editor; clusters with a
 *  larger one in the worker. Some 1,500 lines: parsed for the first time in about 50 ms, after an edit in under 5 ms. */
export const MAX_MAIN_THREAD_LENGTH = 40 * 1024;

/** Documents that the YAML library has to read take ten times as long. */
export const MAX_MAIN_THREAD_SLOW_LENGTH = 12 * 1024;

/** Clusters up to this length are judged on that thread before they are simulated, mostly from what it knows already: the
 *  worker then loads no validators. */
export const MAX_MAIN_THREAD_CLUSTER_LENGTH = 128 * 1024;

/** Open files beyond this are not checked; the editor shows one line that says so. */
export const MAX_OPEN_LENGTH = 10 * 1024 * 1024;

/** Limits on what is read from disk for one workspace folder. */
export interface ScanLimits {
  readonly fileCount: number;
  readonly fileBytes: number;
  readonly totalBytes: number;
  readonly depth: number;
  /** Directory entries looked at, of whatever kind. */
  readonly entryCount: number;
}

export const SCAN_LIMITS: ScanLimits = {
  fileCount: 5_000,
  fileBytes: 2 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
  depth: 32,
  entryCount: 200_000,
};

/** Whether a text can hold Kubernetes objects at all. Cheap; keeps lock files and other YAML out of memory. */
export function mayHoldManifests(text: string): boolean {
  return text.includes('apiVersion') && text.includes('kind') && !text.includes('\0');
}

/** File names that are looked at, without regard to case. */
export const isManifestName = (name: string): boolean => /\.(?:ya?ml|json)$/i.test(name);

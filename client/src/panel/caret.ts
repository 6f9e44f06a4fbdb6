/** Which pool or workload the caret of the editor is in, as far as the picture has it. */
import type { PreviewLocation, PreviewPicture } from '../../../server/src/protocol/previewModel';
import type { Subject } from './messages';

export function subjectAt(
  { nodePools, workloads }: PreviewPicture,
  place: { readonly uri: string; readonly line: number },
): Subject | undefined {
  const pool = nodePools.find(({ location }) => isIn(location, place));
  if (pool) return { kind: 'pool', name: pool.name };
  const workload = workloads.find(({ location }) => isIn(location, place));
  return workload && { kind: 'workload', name: workload.name };
}

function isIn(
  location: PreviewLocation | undefined,
  { uri, line }: { readonly uri: string; readonly line: number },
): boolean {
  if (!location?.document || spelled(location.uri) !== spelled(uri)) return false;
  return line >= location.document.firstLine && line <= location.document.lastLine;
}

/** Editor and disk may spell one address in two ways. */
function spelled(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    // No valid encoding: compared as it stands.
    return uri;
  }
}

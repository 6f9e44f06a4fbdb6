/** The containers of a pod, of every sort. */
import { records, type Fields } from '../read';

/** Each container with its path: init containers first, then the others, as the API server visits them. */
export function allContainers(spec: Fields, path: string): (readonly [Fields, string])[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    records(spec, list).map((container, index) => [container, `${path}.${list}[${index}]`] as const),
  );
}

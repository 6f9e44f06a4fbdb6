/** What a controller or webhook refuses of an object that the API server has admitted. */
import type { Path } from '../../manifest/document';
import type { RuntimeRule } from '../pages/runtime';
import type { SchemaProblem } from '../problem';

export interface RefusalText {
  readonly rule: RuntimeRule;
  readonly message: string;
  /** The path as the controllers name it, where that is not simply the place. */
  readonly path?: string;
}

/** A problem of source `runtime` at a place of the manifest. */
export function refusal(at: Path, { rule, message, path }: RefusalText): SchemaProblem {
  return { source: 'runtime', rule: `runtime/${rule}`, message, at, ...(path === undefined ? {} : { path }) };
}

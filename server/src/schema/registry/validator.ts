/** The registry's validation as a layer of the verdict: its problems with places in the manifest. */
import { parseFieldPath } from '../celPath';
import type { BuiltInValidator } from '../builtIn';
import { apiVersionOf } from '../kinds';
import { namePlace, withGeneratedName } from '../metadata';
import type { Path } from '../../manifest/document';
import { validateBuiltin } from './index';

/** What the registry refuses of a decoded object, and of what an update changes. */
export const registryValidator: BuiltInValidator = (value, kind, _options, old) =>
  validateBuiltin(apiVersionOf(kind), kind.kind, withGeneratedName(value), old).map(
    ({ code, path, at, mark, message }) => ({
      source: 'builtin',
      rule: `builtin/${code}`,
      message,
      at: placeOf(at ?? path, value),
      path,
      ...(mark ? { mark } : {}),
    }),
  );

function placeOf(path: string, value: unknown): Path {
  return path === 'metadata.name' ? namePlace(value) : parseFieldPath(manifestPath(path), value);
}

/** Where the manifest has what the internal type has at `path`. */
function manifestPath(path: string): string {
  return path.replace(/\btemplate\.(labels|annotations)\b/, 'template.metadata.$1');
}

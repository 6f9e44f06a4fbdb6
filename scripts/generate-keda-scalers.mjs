// Generates schemas/keda/scalers.json: node scripts/generate-keda-scalers.mjs KEDA_SCALERS_SCHEMA.json KEDA_CHECKOUT
// The input is the scaler schema that KEDA publishes with a release, and the sources of the same release for what that
// leaves out (keda/declarations.mjs). Only facts are kept: names, where a value may come from, of which kind it is,
// defaults, allowed values, and of deprecations what to use instead.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { declarationsOf } from './keda/declarations.mjs';

const [, , from, sources] = process.argv;
if (!from || !sources) {
  console.error('usage: node scripts/generate-keda-scalers.mjs KEDA_SCALERS_SCHEMA.json KEDA_CHECKOUT');
  process.exit(2);
}
const into = join(import.meta.dirname, '..', 'schemas', 'keda', 'scalers.json');
const { scalers } = JSON.parse(readFileSync(from, 'utf8'));
const declarations = declarationsOf(sources);
const lines = scalers
  .toSorted((a, b) => (a.type < b.type ? -1 : 1))
  .map(
    ({ type, parameters }) =>
      `${JSON.stringify(type)}:[\n${parameters.map((given) => parameter(type, given)).join(',\n')}\n]`,
  );
mkdirSync(dirname(into), { recursive: true });
writeFileSync(into, `{\n${lines.join(',\n')}\n}\n`);

function parameter(type, given) {
  const { name, optional, allowedValue, separator, rangeSeparator, deprecated, deprecatedAnnounce } = given;
  const { kind, names, optional: isOptionalGroup } = declarations.get(type).get(name);
  const aliases = names.filter((other) => other !== name);
  return JSON.stringify({
    name,
    ...(kind ? { kind } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(optional || isOptionalGroup ? { optional: true } : {}),
    ...(given.default === undefined ? {} : { default: given.default }),
    ...(allowedValue ? { values: allowedValue } : {}),
    ...(separator ? { separator } : {}),
    ...(rangeSeparator ? { rangeSeparator } : {}),
    ...(given.metadataVariableReadable ? { metadata: true } : {}),
    ...(given.envVariableReadable ? { env: true } : {}),
    ...(given.triggerAuthenticationVariableReadable ? { auth: true } : {}),
    ...(deprecated ? { removed: insteadOf(name, deprecated) } : {}),
    ...announced(name, deprecatedAnnounce),
  });
}

/** A notice about the scaler as a whole hangs on one of its parameters. */
function announced(name, notice) {
  if (!notice) return {};
  return /^this scaler\b/i.test(notice) ? { endsScaler: true } : { deprecated: insteadOf(name, notice) };
}

/** The parameters that a notice puts in quotes, but for the deprecated one itself. */
function insteadOf(name, notice) {
  const named = [...notice.matchAll(/'([A-Za-z]+)'/g)].map(([, word]) => word);
  return [...new Set(named)].filter((word) => word !== name);
}

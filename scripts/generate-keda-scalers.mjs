// Generates schemas/keda/scalers.json: node scripts/generate-keda-scalers.mjs ../shared/crds/keda-scalers-schema.json
// The input is the scaler schema that KEDA publishes with a release. Only facts are kept: names, where a value may come
// from, defaults, allowed values, and of deprecations what to use instead.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const from = process.argv[2];
if (!from) {
  console.error('usage: node scripts/generate-keda-scalers.mjs KEDA_SCALERS_SCHEMA.json');
  process.exit(2);
}
const into = join(import.meta.dirname, '..', 'schemas', 'keda', 'scalers.json');
const { scalers } = JSON.parse(readFileSync(from, 'utf8'));
const lines = scalers
  .toSorted((a, b) => (a.type < b.type ? -1 : 1))
  .map(({ type, parameters }) => `${JSON.stringify(type)}:[\n${parameters.map(parameter).join(',\n')}\n]`);
mkdirSync(dirname(into), { recursive: true });
writeFileSync(into, `{\n${lines.join(',\n')}\n}\n`);

function parameter(given) {
  const { name, optional, allowedValue, separator, rangeSeparator, deprecated, deprecatedAnnounce } = given;
  return JSON.stringify({
    name,
    ...(optional ? { optional: true } : {}),
    ...(given.default === undefined ? {} : { default: given.default }),
    ...(allowedValue ? { values: allowedValue } : {}),
    ...(separator ? { separator } : {}),
    ...(rangeSeparator ? { rangeSeparator } : {}),
    ...(given.metadataVariableReadable ? { metadata: true } : {}),
    ...(given.envVariableReadable ? { env: true } : {}),
    ...(given.triggerAuthenticationVariableReadable ? { auth: true } : {}),
    ...(deprecated ? { removed: insteadOf(name, deprecated) } : {}),
    ...(deprecatedAnnounce ? { deprecated: insteadOf(name, deprecatedAnnounce) } : {}),
  });
}

/** The parameters that a notice puts in quotes, but for the deprecated one itself. */
function insteadOf(name, notice) {
  const named = [...notice.matchAll(/'([A-Za-z]+)'/g)].map(([, word]) => word);
  return [...new Set(named)].filter((word) => word !== name);
}

// Writes VS Code's snippets from the server's whole objects: `node scripts/generate-snippets.mjs [--check]`.
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '..');
const target = join(root, 'client/snippets/dryfit.json');

const { outputFiles } = await build({
  entryPoints: [join(root, 'server/src/authoring/completion/newObjects.ts')],
  bundle: true,
  format: 'esm',
  write: false,
});
const code = outputFiles[0].text;
const { NEW_OBJECTS } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);

const snippets = Object.fromEntries(
  NEW_OBJECTS.map(({ title, prefixes, description, body }) => [
    title,
    { prefix: prefixes, description, body: [...body.trimEnd().split('\n'), '$0'] },
  ]),
);
const text = await format(JSON.stringify(snippets, undefined, 2), {
  ...(await resolveConfig(target)),
  parser: 'json',
});

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('client/snippets/dryfit.json is old. Run "node scripts/generate-snippets.mjs".');
  process.exitCode = 1;
}

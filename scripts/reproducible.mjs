// `npm run reproducible`: builds twice for production, the second time in a copy of the sources elsewhere, and compares
// every file byte for byte.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const OUTPUTS = ['server/out', 'client/out'];
const SOURCES = ['client', 'server', 'schemas', 'scripts', 'package.json', 'tsconfig.json'];

const elsewhere = mkdtempSync(join(tmpdir(), 'dryfit-build-'));
try {
  for (const path of SOURCES)
    cpSync(path, join(elsewhere, path), {
      recursive: true,
      filter: (file) => !/[\\/]out(?:$|[\\/])/.test(file),
    });
  symlinkSync(resolve('node_modules'), join(elsewhere, 'node_modules'));
  const [here, there] = [buildIn('.'), buildIn(elsewhere)];
  const differing = [...new Set([...here.keys(), ...there.keys()])].filter(
    (file) => here.get(file) !== there.get(file),
  );
  if (differing.length > 0) {
    console.error(`not reproducible: ${differing.join(', ')}`);
    process.exitCode = 1;
  } else console.log(`reproducible: ${here.size} files, the same byte for byte`);
} finally {
  rmSync(elsewhere, { recursive: true, force: true });
}

/** Digests of what a build makes, by path. Source maps are not part of a package. */
function buildIn(folder) {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs', '--production'], {
    ...{ cwd: folder, stdio: 'inherit' },
  });
  if (status !== 0) process.exit(status ?? 1);
  return new Map(
    OUTPUTS.flatMap((output) =>
      readdirSync(join(folder, output))
        .filter((name) => !name.endsWith('.map'))
        .map((name) => [join(output, name), digestOf(join(folder, output, name))]),
    ),
  );
}

function digestOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

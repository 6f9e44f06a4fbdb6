// `npm run validate:sarif`: the findings of examples/, validated by the multitool of SARIF's own maintainers, which is
// fetched from the npm registry into out/ (96 MB, so it is no dependency). Fails on any error or warning.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TOOL = '@microsoft/sarif-multitool-linux@5.7.0';
const folder = resolve('out/sarif');
const program = join(folder, 'node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool');

mkdirSync(folder, { recursive: true });
if (!existsSync(program)) {
  writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', TOOL], {
    cwd: folder,
  });
  chmodSync(program, 0o755);
}
const { stdout: log } = spawnSync(
  process.execPath,
  ['server/out/cli.js', 'check', 'examples', '--format', 'sarif'],
  { encoding: 'utf8', maxBuffer: 2 ** 28 },
);
const resultCount = JSON.parse(log).runs[0].results.length;
writeFileSync(join(folder, 'examples.sarif'), log);
const { stdout, stderr } = spawnSync(program, ['validate', join(folder, 'examples.sarif')], {
  encoding: 'utf8',
  // The libraries for other languages are not on every machine.
  env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
});
const isValid =
  resultCount > 0 &&
  stdout.includes('Analysis completed successfully.') &&
  !/\b(?:error|warning) (?:JSON|SARIF)\d+/.test(stdout);
console.log(isValid ? `SARIF 2.1.0: ${resultCount} results, valid` : `${stdout}${stderr}`);
process.exitCode = isValid ? 0 : 1;

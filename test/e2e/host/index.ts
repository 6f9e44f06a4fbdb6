/** What VS Code calls in its extension host (`extensionTestsPath`). Writes its results itself: the exit status of a run
 *  is no proof that the suite came to its end. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

const TEST_TIMEOUT_MS = 60_000;

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: TEST_TIMEOUT_MS, color: false });
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  const failureCount = await new Promise<number>((done) => {
    const runner = mocha.run((count) => {
      writeResults(runner);
      done(count);
    });
  });
  if (failureCount > 0) throw new Error(`${failureCount} tests failed`);
}

function writeResults(runner: Mocha.Runner): void {
  const file = process.env['DRYFIT_RESULTS'];
  if (file === undefined) return;
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
  const kind = vscode.env.uiKind === vscode.UIKind.Web ? 'in a browser' : 'desktop';
  const host = `${vscode.env.appName}, VS Code ${vscode.version} ${kind}, Node ${process.version}`;
  writeFileSync(file, JSON.stringify({ host, passed: passes, failed: failures, skipped: pending }));
}

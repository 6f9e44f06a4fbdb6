/** Stands in for the desktop `code` executable, so that @vscode/test-electron runs a suite in code-server: takes the
 *  folder, --extensionDevelopmentPath and --extensionTestsPath, ends with the status that the workbench reports.
 *  That status is 0 also when the extension host dies in the middle: the caller must want the suite's results file. */
import { join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { startCodeServer } from './codeServer';
import { ROOT } from './root';

const TIMEOUT_MS = 240_000;
const TIMED_OUT = 124;
const CRASHED = 70;
/** What VS Code itself says while it starts. */
const NOISE =
  /^(\[|Creating a socket|Resolv|Updating additional|getaddrinfo|The Agents|Ignoring fetching|Service Worker)/;

async function main(): Promise<number> {
  const [folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const development = option('extensionDevelopmentPath');
  const tests = option('extensionTestsPath');
  if (folder === undefined || development === undefined || tests === undefined) return 64;
  // Without the driver a built workbench ignores the two paths in its address.
  const args = ['--vscode-option', 'enable-smoke-test-driver'];
  const server = await startCodeServer({ args, log: join(ROOT, 'out', 'e2e', 'host-server.log') });
  const browser = await launchBrowser();
  try {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, permissions });
    const status = exitStatus(page);
    await page.exposeFunction('codeAutomationLog', print);
    const payload = [
      ['extensionDevelopmentPath', server.remoteUri(development)],
      ['extensionTestsPath', server.remoteUri(tests)],
    ] as const;
    await page.goto(server.workbenchUrl(folder, payload));
    return await status;
  } finally {
    await browser.close();
    await server.stop();
  }
}

function option(name: string): string | undefined {
  const prefix = `--${name}=`;
  return process.argv.findLast((argument) => argument.startsWith(prefix))?.slice(prefix.length);
}

async function exitStatus(page: Page): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<number>((done, failed) => {
      timer = setTimeout(() => done(TIMED_OUT), TIMEOUT_MS);
      page.on('crash', () => done(CRASHED));
      page.exposeFunction('codeAutomationExit', (code: number) => done(code)).catch(failed);
    });
  } finally {
    clearTimeout(timer);
  }
}

function print(type: string, args: readonly unknown[]): void {
  if (NOISE.test(String(args[0]))) return;
  const stream = type === 'error' || type === 'warn' ? process.stderr : process.stdout;
  stream.write(`${format(...args)}\n`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${format(error)}\n`);
    process.exit(1);
  },
);

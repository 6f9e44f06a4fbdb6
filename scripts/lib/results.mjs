// What a test run leaves behind for `scripts/summary.mjs`: numbers by suite, under out/results/.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'out/results';

export function writeResult(suite, { passed, failed, skipped }) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${suite}.json`), JSON.stringify({ passed, failed, skipped }));
}

export function forgetResult(suite) {
  rmSync(join(FOLDER, `${suite}.json`), { force: true });
}

/** @returns {Map<string, {passed: number, failed: number, skipped: number}>} */
export function readResults() {
  mkdirSync(FOLDER, { recursive: true });
  const files = readdirSync(FOLDER).sort();
  return new Map(
    files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))]),
  );
}

export function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

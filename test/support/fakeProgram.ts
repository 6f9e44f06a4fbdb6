/** Programs that stand in for helm and kustomize: small scripts in a folder that serves as the PATH. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The system starts scripts by their first line; Windows does not. */
export const canFakePrograms = process.platform !== 'win32';

/** @param script  JavaScript; `words` are the program's arguments */
export function fakeProgram(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!${process.execPath}\nconst words = process.argv.slice(2);\n${script}\n`);
  chmodSync(file, 0o755);
}

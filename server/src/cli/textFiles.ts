/** One file that a flag names, read or written whole. */
import { readFileSync, writeFileSync } from 'node:fs';
import { failed, success, type Outcome } from '../util/outcome';

export function readText(path: string): Outcome<string> {
  try {
    return success(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed(`${path} cannot be read: ${messageOf(error)}`);
  }
}

export function writeText(path: string, text: string): Outcome<undefined> {
  try {
    writeFileSync(path, text);
    return success(undefined);
  } catch (error) {
    return failed(`${path} cannot be written: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

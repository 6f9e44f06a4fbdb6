/** Names of time zones, from the tz database that the JavaScript engine carries. */
import { nearestWord } from '../util/nearest';

const AREAS = new Set(
  'Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US'.split(
    ' ',
  ),
);
const PART = /^(?!-)[A-Za-z._0-9+-]{1,14}$/;

/** Whether Go's LoadLocation finds `name`: case counts there, unlike here. */
export function isKnownTimeZone(name: string): boolean {
  const parts = name.split('/');
  if (!parts.every((part) => PART.test(part) && part !== '.' && part !== '..')) return false;
  if (!/^[A-Z]/.test(name) || (parts.length > 1 && !AREAS.has(parts[0] ?? ''))) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).format(0) !== '';
  } catch {
    // The engine throws a RangeError for a name it does not know.
    return false;
  }
}

/** The name that a misspelt one most likely stands for. */
export const nearestTimeZone = (name: string): string | undefined =>
  nearestWord(name, ['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** Loads as people type them: `spike:base=100,peak=900,at=10m,for=15m`, or the text of a CSV file. */
import { goDurationNanos } from '../util/goDuration';
import { parseInstant, wholeSecond } from '../util/instant';
import { failed, type Outcome } from '../util/outcome';
import { decodeLoad, type LoadPoint, type LoadSpec } from './load';

const SECONDS = new Set(['at', 'for', 'over', 'every']);

/** Reads `kind:name=value,...`; times may have units. A number alone is a constant load. */
export function parseLoad(text: string): Outcome<LoadSpec> {
  if (/^\d+(\.\d+)?$/.test(text)) return decodeLoad({ kind: 'constant', value: Number(text) });
  const [kind = '', rest = ''] = text.split(/:(.*)/s);
  const parts = rest.split(',').filter((one) => one !== '');
  return loadOfFields(
    kind,
    parts.map((part) => part.split('=')),
    text,
  );
}

/** Fields of a load by their short names, as texts. */
export function loadOfFields(
  kind: string,
  written: readonly (readonly string[])[],
  text: string = kind,
): Outcome<LoadSpec> {
  const fields: Record<string, unknown> = { kind };
  for (const [name = '', amount = ''] of written) {
    const value = SECONDS.has(name) ? secondsOf(amount) : Number(amount);
    if (value === undefined || Number.isNaN(value))
      return failed(
        `load ${text}: ${name}=${amount} is no ${SECONDS.has(name) ? 'time, such as 90s or 10m' : 'number'}`,
      );
    fields[SECONDS.has(name) ? `${name}Seconds` : name] = value;
  }
  return decodeLoad(fields);
}

/** `90`, `90s`, `10m`, `1h30m`, `7d`. */
export function secondsOf(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const days = /^(\d+)d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days) * 86_400;
  const nanos = goDurationNanos(text);
  return nanos === undefined || nanos < 0n ? undefined : Number(nanos / 1_000_000_000n);
}

/** Lines of a time and a value: seconds, `hh:mm(:ss)` or RFC 3339, which count from the first line. A first line without numbers
 *  is a title. */
export function parseLoadCsv(text: string): Outcome<LoadSpec> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const points: LoadPoint[] = [];
  let first: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [when = '', amount = ''] = line
      .split(/[,;\t]/)
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const at = timeOf(when);
    const value = amount === '' ? NaN : Number(amount);
    if (
      (at === undefined || Number.isNaN(value)) &&
      points.length === 0 &&
      first === undefined &&
      index === 0
    )
      continue;
    if (at === undefined || Number.isNaN(value))
      return failed(`load, line ${index + 1}: ${line}: a time and a number are expected`);
    first ??= at.isClock ? at.second : 0;
    points.push({ t: at.second - first, value });
  }
  return decodeLoad({ kind: 'points', points, interpolation: 'linear' });
}

function timeOf(text: string): { readonly second: number; readonly isClock: boolean } | undefined {
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(text);
  if (clock) {
    const [, hours, minutes, seconds = '0'] = clock;
    return { second: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), isClock: true };
  }
  const instant = parseInstant(
    text
      .replace(' ', 'T')
      .replace(
        /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)$/,
        (whole) => `${whole.length === 16 ? `${whole}:00` : whole}Z`,
      ),
  );
  if (instant !== undefined) return { second: wholeSecond(instant), isClock: true };
  const second = secondsOf(text);
  return second === undefined ? undefined : { second, isClock: false };
}

/** Loads as people type them: `spike:base=100,peak=900,at=10m,for=15m`, or the text of a CSV file. */
import { goDurationNanos } from '../util/goDuration';
import { parseInstant, wholeSecond } from '../util/instant';
import { nearestWord } from '../util/nearest';
import { failed, success, type Outcome } from '../util/outcome';
import { decodeLoad, LOAD_KINDS, loadFields, type LoadPoint, type LoadSpec } from './load';

const SECONDS = new Set(['at', 'for', 'over', 'every']);

/** Reads `kind:name=value,...`; times may have units. A number alone is a constant load. */
export function parseLoad(text: string): Outcome<LoadSpec> {
  if (/^\d+(\.\d+)?$/.test(text)) return decodeLoad({ kind: 'constant', value: Number(text) });
  const [kind = '', rest = ''] = text.split(/:(.*)/s);
  if (!LOAD_KINDS.includes(kind))
    return failed(`load ${text}: write one of ${LOAD_KINDS.join(', ')}, such as spike:base=100,peak=900`);
  const parts = rest.split(',').filter((one) => one !== '');
  const written = parts.map((part) => part.split('='));
  const [strange] = written.flatMap(([name = '']) => (isField(kind, name) ? [] : [name]));
  if (strange !== undefined) return failed(`load ${text}: ${kind} has no ${strange}${meant(kind, strange)}`);
  return loadOfFields(kind, written, text);
}

const fieldOf = (name: string): string => (SECONDS.has(name) ? `${name}Seconds` : name);
const isField = (kind: string, name: string): boolean => loadFields(kind).includes(fieldOf(name));

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
    fields[fieldOf(name)] = value;
  }
  return decodeLoad(fields);
}

function meant(kind: string, name: string): string {
  const names = loadFields(kind).map((field) => field.replace('Seconds', ''));
  const nearest = nearestWord(name, names);
  return nearest === undefined ? `: write ${names.join(', ')}` : `: did you mean ${nearest}?`;
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
 *  is a title. Problems name their line. */
export function parseLoadCsv(text: string): Outcome<LoadSpec> {
  const points: LoadPoint[] = [];
  let origin: number | undefined;
  let isFirst = true;
  for (const { line, number } of linesOf(text)) {
    const row = rowOf(line);
    const isTitle = isFirst && !row.ok;
    isFirst = false;
    if (isTitle) continue;
    if (!row.ok) return failed(`line ${number}: ${line}: ${row.failure.message}`);
    const { at, value } = row.value;
    origin ??= at.isClock ? at.second : 0;
    const t = at.second - origin;
    const before = points.at(-1);
    if (before ? t <= before.t : t < 0)
      return failed(`line ${number}: ${line}: the time does not come after that of the line before`);
    points.push({ t, value });
  }
  if (points.length === 0) return failed('no line has a time and a number, such as 60,120 or 08:30,120');
  return decodeLoad({ kind: 'points', points, interpolation: 'linear' });
}

/** Without empty lines, comments and the mark that some editors put first. */
const linesOf = (text: string): { readonly line: string; readonly number: number }[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));

interface Row {
  readonly at: { readonly second: number; readonly isClock: boolean };
  readonly value: number;
}

function rowOf(line: string): Outcome<Row> {
  const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const [when = '', amount = ''] = cells;
  if (cells.length !== 2)
    return failed('two columns are expected, a time and a number without thousands marks');
  const at = timeOf(when);
  if (at === undefined)
    return failed(`${when || 'nothing'} is no time: write seconds, hh:mm or 2026-01-05T08:00:00Z`);
  const value = Number(amount);
  if (!Number.isFinite(value) || value < 0) return failed(`${amount || 'nothing'} is no number of 0 or more`);
  return success({ at, value });
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

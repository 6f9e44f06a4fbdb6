/** Durations as Go spells them (`1h30m`), exact to the nanosecond. */

const UNIT_NANOS: Readonly<Record<string, number>> = {
  h: 3_600_000_000_000,
  m: 60_000_000_000,
  s: 1_000_000_000,
  ms: 1_000_000,
  us: 1000,
  '\u00b5s': 1000,
  '\u03bcs': 1000,
  ns: 1,
};
/** The micro sign and the Greek letter are escaped: one character past Latin-1 doubles the memory of a bundle's text. */
const WHOLE = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|[\u00b5\u03bc]s|ms|s|m|h))+$/;
const PART = /(?<![\d.])(\d*)(?:\.(\d*))?(ns|us|[\u00b5\u03bc]s|ms|s|m|h)/g;
const LIMIT = 2n ** 63n;
/** More digits of a fraction than these cannot change a nanosecond, and would not fit Go's integer. */
const FRACTION_DIGITS = 18;

/** The duration in nanoseconds; undefined when `text` is none, or longer than 292 years.
 *  @source golang/go time.ParseDuration@go1.26 */
export function goDurationNanos(text: string): bigint | undefined {
  if (/^[+-]?0$/.test(text)) return 0n;
  if (!WHOLE.test(text)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of text.matchAll(PART))
    total += partNanos(whole, fraction, UNIT_NANOS[unit] ?? 0);
  const nanos = text.startsWith('-') ? -total : total;
  return nanos >= LIMIT || nanos < -LIMIT ? undefined : nanos;
}

function partNanos(whole: string, fraction: string, unitNanos: number): bigint {
  const kept = fraction.slice(0, FRACTION_DIGITS);
  const rest = kept === '' ? 0 : Math.trunc(Number(kept) * (unitNanos / 10 ** kept.length));
  return BigInt(whole || '0') * BigInt(unitNanos) + BigInt(rest);
}

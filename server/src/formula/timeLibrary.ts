/** Functions of formulas that make times. @source expr-lang/expr builtin/builtin.go@v1.17.8 */
import { parseDuration } from './time/duration';
import { zoneNamed } from './time/methods';
import { parseInstant, parseUsual } from './time/parse';
import { UTC_ZONE, type Instant, type Zone } from './time/values';
import { cannot } from './problems';
import { isTimeValue, textOf, type Value } from './value';

const zoneAt = (value: Value | undefined): Zone | undefined =>
  value !== undefined && isTimeValue(value) && value.kind === 'zone' ? value : undefined;

/** A text alone has one of the usual layouts; it may have its own, and a zone before or behind. */
function date(args: readonly Value[]): Instant {
  const zone = zoneAt(args[0]);
  const [text = null, layout, name] = zone ? args.slice(1) : args;
  const written = textOf(text);
  const named = name === undefined ? undefined : zoneNamed(textOf(name));
  const place = named ?? zone ?? UTC_ZONE;
  const found =
    layout === undefined ? parseUsual(written, place) : parseInstant(textOf(layout), written, place);
  return found ?? cannot(`${JSON.stringify(written)} is no such date`);
}

export const TIME_FUNCTIONS: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  date,
  duration: ([text = null]) =>
    parseDuration(textOf(text)) ?? cannot(`${JSON.stringify(textOf(text))} is no duration`),
  timezone: ([name = null]) => zoneNamed(textOf(name)),
};

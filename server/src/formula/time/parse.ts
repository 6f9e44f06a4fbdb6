/** Instants from texts, by a layout. @source golang/go time/format.go parse@go1.26 */
import { daysIn } from '../../util/calendar';
import { notModelled } from '../problems';
import { MONTHS, piecesOf, WEEKDAYS } from './layout';
import {
  fixedZone,
  instantAt,
  instantOf,
  NANOS,
  UTC_ZONE,
  type Clock,
  type Instant,
  type Zone,
} from './values';

/** Fields of the text, as far as they are read. */
interface Fields extends Partial<Record<keyof Clock | 'yearDay', number>> {
  isAfternoon?: boolean;
  isMorning?: boolean;
  zone?: Zone;
  offset?: number;
  zoneName?: string;
}

/** What a part takes of the text; undefined where it does not fit. */
type Reader = (text: string, fields: Fields, next: string | undefined) => number | undefined;

function reader(pattern: RegExp, take: (match: RegExpExecArray, fields: Fields) => boolean): Reader {
  return (text, fields) => {
    const match = pattern.exec(text);
    return match && take(match, fields) ? match[0].length : undefined;
  };
}

function numberOf(pattern: RegExp, field: keyof Clock | 'yearDay', min: number, max: number): Reader {
  return reader(pattern, (match, fields) => {
    const number = Number(match[0]);
    fields[field] = number;
    return min <= number && number <= max;
  });
}

/** Case does not count. */
function nameOf(names: readonly string[], take: (index: number, fields: Fields) => void): Reader {
  return (text, fields) => {
    const index = names.findIndex((name) => text.slice(0, name.length).toLowerCase() === name.toLowerCase());
    if (index >= 0) take(index, fields);
    return names[index]?.length;
  };
}

const setMonth = (index: number, fields: Fields): void => {
  fields.month = index + 1;
};
const ignore = (): void => undefined;
const short = (names: readonly string[]): readonly string[] => names.map((name) => name.slice(0, 3));

const TWO = /^\d\d/;
const ONE_OR_TWO = /^\d\d?/;
const day = (pattern: RegExp): Reader => numberOf(pattern, 'day', 0, 99);

/** A fraction behind the seconds is read though the layout has none. */
function second(pattern: RegExp): Reader {
  const whole = numberOf(pattern, 'second', 0, 59);
  return (text, fields, next) => {
    const length = whole(text, fields, next);
    if (length === undefined || /^[.,]/.test(next ?? '')) return length;
    return length + (FRACTION(text.slice(length), fields, next) ?? 0);
  };
}

const nanosOf = (digits: string): number => Number(digits.slice(0, 9).padEnd(9, '0'));

const FRACTION = reader(/^[.,](\d+)/, (match, fields) => {
  fields.nano = nanosOf(match[1] ?? '');
  return true;
});

const exactFraction = (digits: number): Reader =>
  reader(new RegExp(`^[.,](\\d{${digits}})`), (match, fields) => {
    fields.nano = nanosOf(match[1] ?? '');
    return true;
  });

const READERS: Readonly<Record<string, Reader>> = {
  January: nameOf(MONTHS, setMonth),
  Jan: nameOf(short(MONTHS), setMonth),
  Monday: nameOf(WEEKDAYS, ignore),
  Mon: nameOf(short(WEEKDAYS), ignore),
  '1': numberOf(ONE_OR_TWO, 'month', 1, 12),
  '01': numberOf(TWO, 'month', 1, 12),
  '2': day(ONE_OR_TWO),
  _2: day(/^ ?\d\d?/),
  '02': day(TWO),
  __2: numberOf(/^ {0,2}\d{1,3}/, 'yearDay', 0, 999),
  '002': numberOf(/^\d{3}/, 'yearDay', 0, 999),
  '15': numberOf(ONE_OR_TWO, 'hour', 0, 23),
  '3': numberOf(ONE_OR_TWO, 'hour', 0, 12),
  '03': numberOf(TWO, 'hour', 0, 12),
  '4': numberOf(ONE_OR_TWO, 'minute', 0, 59),
  '04': numberOf(TWO, 'minute', 0, 59),
  '5': second(ONE_OR_TWO),
  '05': second(TWO),
  '06': reader(TWO, ([text], fields) => {
    const number = Number(text);
    fields.year = number + (number >= 69 ? 1900 : 2000);
    return true;
  }),
  '2006': numberOf(/^\d{4}/, 'year', 0, 9999),
  PM: reader(/^[AP]M/, ([text], fields) => setHalf(text === 'PM', fields)),
  pm: reader(/^[ap]m/, ([text], fields) => setHalf(text === 'pm', fields)),
  MST: reader(
    /^(?:UTC|ChST|MeST|GMT(?:[+-](?:2[0-3]|[01]?\d)(?!\d))?|[+-](?:2[0-3]|[01]?\d)(?!\d)|(?:[A-Z]{4}T|[A-Z]{3}T|WITA|[A-Z]{3})(?![A-Z]))/,
    ([text], fields) => {
      if (text === 'UTC') fields.zone = UTC_ZONE;
      else fields.zoneName = text;
      return true;
    },
  ),
};

function setHalf(isAfternoon: boolean, fields: Fields): boolean {
  if (isAfternoon) fields.isAfternoon = true;
  else fields.isMorning = true;
  return true;
}

function offsetReader(part: string): Reader {
  const between = part.includes(':') ? ':' : '';
  const count = part.replace(/\D/g, '').length / 2;
  const numeric = new RegExp(`^([+-])${Array.from({ length: count }, () => '(\\d\\d)').join(between)}`);
  return (text, fields) => {
    if (part.startsWith('Z') && text.startsWith('Z')) {
      fields.zone = UTC_ZONE;
      return 1;
    }
    const match = numeric.exec(text);
    if (!match) return undefined;
    const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map(Number);
    if (hours > 24 || minutes > 60 || seconds > 60) return undefined;
    fields.offset = (match[1] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
    return match[0].length;
  };
}

function readerOf(part: string): Reader | undefined {
  if (/^[-Z]0/.test(part)) return offsetReader(part);
  if (/^[.,]0/.test(part)) return exactFraction(part.length - 1);
  if (/^[.,]9/.test(part)) return (text, fields, next) => FRACTION(text, fields, next) ?? 0;
  return READERS[part];
}

/** The text behind the literal; spaces of the literal stand for as many as there are. */
function behind(text: string, literal: string): string | undefined {
  let rest = text;
  for (const piece of literal.match(/ +|[^ ]/g) ?? []) {
    if (piece.startsWith(' ')) {
      if (rest !== '' && !rest.startsWith(' ')) return undefined;
      rest = rest.replace(/^ +/, '');
    } else if (rest.startsWith(piece)) rest = rest.slice(piece.length);
    else return undefined;
  }
  return rest;
}

function fieldsOf(text: string, layout: string): Fields | undefined {
  const fields: Fields = {};
  const pieces = piecesOf(layout);
  let rest = text;
  for (const [index, { literal, part }] of pieces.entries()) {
    const value = behind(rest, literal);
    if (value === undefined) return undefined;
    const next = pieces[index + 1];
    const following = next?.literal === '' ? next.part : undefined;
    const length = part === undefined ? 0 : readerOf(part)?.(value, fields, following);
    if (length === undefined) return undefined;
    rest = value.slice(length);
  }
  return rest === '' ? fields : undefined;
}

/** Undefined where the text has no such day. */
function clockFrom(fields: Fields): Clock | undefined {
  const { year = 0, minute = 0, second: seconds = 0, nano = 0 } = fields;
  const date = fields.yearDay === undefined ? fields : dateOfYearDay(year, fields.yearDay);
  const [month, dayOfMonth] = [date.month ?? 1, date.day ?? 1];
  if ((fields.month ?? month) !== month || (fields.day ?? dayOfMonth) !== dayOfMonth) return undefined;
  if (dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) return undefined;
  return { year, month, day: dayOfMonth, hour: hourOf(fields), minute, second: seconds, nano };
}

function hourOf({ hour = 0, isAfternoon, isMorning }: Fields): number {
  if (isAfternoon && hour < 12) return hour + 12;
  return !isAfternoon && isMorning && hour === 12 ? 0 : hour;
}

/** A day that the year does not have is a day that no month has. */
function dateOfYearDay(year: number, yearDay: number): { readonly month: number; readonly day: number } {
  const date = new Date(new Date(0).setUTCFullYear(year, 0, yearDay));
  const isInYear = yearDay > 0 && date.getUTCFullYear() === year;
  return isInYear ? { month: date.getUTCMonth() + 1, day: date.getUTCDate() } : { month: 1, day: 0 };
}

/** The instant, or undefined where the text does not follow the layout.
 *  @param zone  of texts that name none */
export function parseInstant(layout: string, text: string, zone: Zone): Instant | undefined {
  const fields = fieldsOf(text, layout);
  const clock = fields && clockFrom(fields);
  if (!clock) return undefined;
  if (fields.zone) return instantOf(clock, fields.zone);
  const { offset, zoneName } = fields;
  const inUtc = instantOf(clock, UTC_ZONE);
  if (offset !== undefined && offset !== -1) {
    const nanos = inUtc.nanos - BigInt(offset) * NANOS;
    const isZones = zone.offsetAt(Number(nanos / NANOS)) === offset;
    if (isZones && zoneName !== undefined) return notModelled('the short name of a time zone');
    return instantAt(nanos, isZones ? zone : fixedZone(zoneName ?? '', offset));
  }
  if (zoneName === undefined) return instantOf(clock, zone);
  if (zone !== UTC_ZONE) return notModelled('the short name of a time zone');
  const hours = /^GMT([+-]\d+)$/.exec(zoneName)?.[1] ?? '0';
  return instantAt(inUtc.nanos, fixedZone(zoneName, Number(hours) * 3600));
}

const LAYOUTS = [
  '2006-01-02',
  '15:04:05',
  '2006-01-02 15:04:05',
  '2006-01-02T15:04:05Z07:00',
  '02 Jan 06 15:04 MST',
  'Monday, 02-Jan-06 15:04:05 MST',
  'Mon, 02 Jan 2006 15:04:05 MST',
];

/** The instant by the first of the usual layouts that fits. */
export function parseUsual(text: string, zone: Zone): Instant | undefined {
  for (const layout of LAYOUTS) {
    const found = parseInstant(layout, text, zone);
    if (found) return found;
  }
  return undefined;
}

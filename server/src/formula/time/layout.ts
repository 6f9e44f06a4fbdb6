/** Instants in the words of a layout: the reference time of Go, written as the user wants others written.
 *  @source golang/go time/format.go@go1.26 */
import { notModelled } from '../problems';
import { clockOf, offsetOf, type Instant } from './values';

export const MONTHS =
  'January February March April May June July August September October November December'.split(' ');
export const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The parts of the reference time; everything else stands for itself. */
const PARTS =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|2|_2(?!006)|__2|3|4|5|PM|pm|[-Z](?:07:00:00|070000|07:00|0700|07)|[.,](?:0+|9+)(?!\d)/g;

export interface Piece {
  readonly literal: string;
  /** Undefined behind the last part. */
  readonly part: string | undefined;
}

/** Each part with the text before it. */
export function piecesOf(layout: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: part, index } of layout.matchAll(PARTS)) {
    pieces.push({ literal: layout.slice(from, index), part });
    from = index + part.length;
  }
  return [...pieces, { literal: layout.slice(from), part: undefined }];
}

export const pad = (number: number, width: number, filler = '0'): string =>
  number < 0 ? `-${pad(-number, width, filler)}` : String(number).padStart(width, filler);

export const formatted = (instant: Instant, layout: string): string =>
  piecesOf(layout)
    .map(({ literal, part }) => literal + (part === undefined ? '' : partOf(instant, part)))
    .join('');

function partOf(instant: Instant, part: string): string {
  if (/^[-Z]0/.test(part)) return offsetText(offsetOf(instant), part);
  if (/^[.,]/.test(part)) return fraction(clockOf(instant).nano, part);
  if (part === 'MST') return abbreviationOf(instant);
  const { year, month, day, hour, minute, second, weekday, yearDay } = clockOf(instant);
  const hour12 = hour % 12 === 0 ? 12 : hour % 12;
  const texts: Readonly<Record<string, string>> = {
    January: MONTHS[month - 1] ?? '',
    Jan: (MONTHS[month - 1] ?? '').slice(0, 3),
    Monday: WEEKDAYS[weekday] ?? '',
    Mon: (WEEKDAYS[weekday] ?? '').slice(0, 3),
    '1': String(month),
    '01': pad(month, 2),
    '2': String(day),
    _2: pad(day, 2, ' '),
    '02': pad(day, 2),
    __2: pad(yearDay, 3, ' '),
    '002': pad(yearDay, 3),
    '15': pad(hour, 2),
    '3': String(hour12),
    '03': pad(hour12, 2),
    '4': String(minute),
    '04': pad(minute, 2),
    '5': String(second),
    '05': pad(second, 2),
    '06': pad(((year % 100) + 100) % 100, 2),
    '2006': pad(year, 4),
    PM: hour < 12 ? 'AM' : 'PM',
    pm: hour < 12 ? 'am' : 'pm',
  };
  return texts[part] ?? '';
}

/** Nines drop zeros at the end, and what is left of it. */
function fraction(nano: number, part: string): string {
  const digits = pad(nano, 9)
    .padEnd(part.length - 1, '0')
    .slice(0, part.length - 1);
  const kept = part[1] === '9' ? digits.replace(/(?<!0)0+$/, '') : digits;
  return kept === '' ? '' : `${part[0]}${kept}`;
}

/** A zone without a name is written as its offset. */
function abbreviationOf(instant: Instant): string {
  const { abbreviation } = instant.zone;
  if (abbreviation === undefined) return notModelled('the short name of a time zone');
  return abbreviation === '' ? offsetText(offsetOf(instant), '-0700') : abbreviation;
}

function offsetText(offset: number, part: string): string {
  if (part.startsWith('Z') && offset === 0) return 'Z';
  const total = Math.abs(offset);
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const shown = [hours, minutes, seconds].slice(0, part.replace(/\D/g, '').length / 2);
  return (offset < 0 ? '-' : '+') + shown.map((one) => pad(one, 2)).join(part.includes(':') ? ':' : '');
}

/** As Go writes an instant of itself. */
export function instantText(instant: Instant): string {
  if (instant.hasReading) return notModelled('the reading of a clock in a text');
  return formatted(instant, '2006-01-02 15:04:05.999999999 -0700 MST');
}

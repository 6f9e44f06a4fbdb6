/** Colours on a terminal, and the layout of plain text: nothing wider than 80 columns but for names that are. */

import { dollars, hourlyDollars } from '../util/money';

export { counted, grouped } from '../report/numbers';

export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
  readonly blue: Paint;
}

export const WIDTH = 80;

const plain: Paint = (text) => text;
const ansi =
  (code: number): Paint =>
  (text) =>
    `\u001b[${code}m${text}\u001b[0m`;

export const PLAIN: Style = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, blue: plain };

export const COLOURED: Style = {
  bold: ansi(1),
  dim: ansi(2),
  red: ansi(31),
  yellow: ansi(33),
  green: ansi(32),
  blue: ansi(34),
};

/** `text` in lines of at most `width`, each after `indent` spaces; a longer word stands alone. */
export function wrap(text: string, indent: number, width: number = WIDTH): string[] {
  const pad = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(pad + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, pad + line];
}

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Rows under their titles, columns two spaces apart, nothing after the last word of a line. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  indent = 0,
): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string => {
    const padded = columns.map(({ align }, index) => {
      const cell = cells[index] ?? '';
      return align === 'left' ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0);
    });
    return (' '.repeat(indent) + padded.join('  ')).trimEnd();
  };
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

export const usdPerHour = (usd: number): string => hourlyDollars(usd);

/** Dollars and cents. */
export const usdPerMonth = (usd: number): string => dollars(usd, 2);

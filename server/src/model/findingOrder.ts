import { compareNumber, compareText } from '../util/sort';
import type { Finding } from './finding';

/** By file, document and place, then by what is said. */
export const compareFindings = (a: Finding, b: Finding): number =>
  compareText(a.uri, b.uri) ||
  compareNumber(a.document, b.document) ||
  compareNumber(a.range.start.line, b.range.start.line) ||
  compareNumber(a.range.start.character, b.range.start.character) ||
  compareText(a.rule, b.rule) ||
  compareText(a.path, b.path) ||
  compareText(a.message, b.message);

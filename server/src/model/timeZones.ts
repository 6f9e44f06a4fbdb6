/** Names of time zones, from the tz database that the JavaScript engine carries. */
import { nearestWord } from '../util/nearest';

const AREAS = new Set(
  'Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US'.split(
    ' ',
  ),
);
/** Zones outside of the areas. Engines know more short names (PST, IST), which the tz database has not. */
const OUTSIDE = new Set(
  (
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire Factory GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich ' +
    'HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC ' +
    'PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu'
  ).split(' '),
);
/** As the database spells names. Engines find them in any spelling, Go in this one alone. */
const WORD = /^(?:(?:[A-Z][a-z]*)+|of|es|au)$/;
const LOUD = /[A-Z]{4}/;
const GMT = /^GMT[+-]?\d*$/;
const isWord = (word: string): boolean => WORD.test(word) && !LOUD.test(word);

/** What a machine without a zone has: UTC. Engines leave it out. */
export const PLACEHOLDER = 'Factory';

/** Whether Go's LoadLocation finds `name`: case counts there, unlike here. */
export function isKnownTimeZone(name: string): boolean {
  const [area = '', ...rest] = name.split('/');
  if (rest.length === 0 ? !OUTSIDE.has(name) : !AREAS.has(area)) return false;
  const isSpelt = rest.every((part) => GMT.test(part) || part.split(/[_-]/).every(isWord));
  if (!isSpelt) return false;
  if (name === PLACEHOLDER) return true;
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

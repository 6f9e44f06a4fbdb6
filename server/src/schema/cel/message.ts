/** The sentence for a broken rule, in our own words. */
import type { CelViolation } from './evaluate';
import { MEANINGS } from './meanings';
import { nearestWord } from '../../util/nearest';
import { quoteText, shortText, showValue } from '../wording';

const SHOWN = 160;

/** The part of the value that breaks the rule, as it is spoken of. */
export interface Blamed {
  /** The field that the rule stands at, or the item of it: `requirements[2]`. */
  readonly name: string;
  /** The key of the map entry that is wrong. */
  readonly key?: string;
  /** Of a requirement: the label that it is about. */
  readonly label?: string;
}

/** What is wrong: a computed message where the rule has one, else what the rule means, else the condition itself.
 *  @param detail  what it says of the values at hand */
export function celMessage(violation: CelViolation, blamed?: Blamed, detail?: string): string {
  const { computedMessage, error, rule, value } = violation;
  if (computedMessage !== undefined) return computedMessage;
  const meaning = detail ?? meaningOf(rule.rule);
  if (meaning !== undefined) return blamed ? told(meaning, blamed, value) : meaning;
  const condition = `\`${shortened(rule.rule.replace(/\s+/g, ' ').trim())}\``;
  if (error === undefined) return `the rule ${condition} does not hold`;
  const cause = /no such key|not found/.test(error) ? 'a field that it reads is missing' : error;
  return `the rule ${condition} cannot be evaluated: ${cause}`;
}

function told(meaning: string, { name, key, label }: Blamed, value: unknown): string {
  // "it" is the field itself.
  if (meaning.startsWith('it ')) return `${name} ${meaning.slice(3)}`;
  if (key !== undefined) return about(`${name} ${quoteText(key)}`, key, meaning);
  if (label !== undefined) return `${name} (${shortText(label)}): ${meaning}`;
  if (typeof value === 'string' || typeof value === 'number') {
    if (typeof value === 'string' && value !== '' && meaning.startsWith(value)) return meaning;
    return about(`${name} ${showValue(value)}`, String(value), meaning);
  }
  return /\[\d+\]$/.test(name) ? `${name}: ${meaning}` : meaning;
}

/** A meaning that lists what may stand there says which of it was meant. */
function about(subject: string, word: string, meaning: string): string {
  const [, list = ''] = /^the (?:signals|resources|family of an alias) (?:are|is) (.*)$/.exec(meaning) ?? [];
  const near = list === '' ? undefined : nearestWord(word, list.split(/, | and | or /));
  return `${subject}: ${meaning}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

const known = new Map<string, string | undefined>();

/** The meaning of a rule: that of the first fragment found in its text; undefined for rules that nobody worded. */
export function meaningOf(rule: string): string | undefined {
  if (!known.has(rule)) known.set(rule, MEANINGS.find(([fragment]) => rule.includes(fragment))?.[1]);
  return known.get(rule);
}

function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 3)}...` : text;
}

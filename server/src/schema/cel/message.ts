/** The sentence for a broken rule, in our own words. */
import type { CelViolation } from './evaluate';
import { MEANINGS } from './meanings';

const SHOWN = 160;

/** What is wrong: a computed message where the rule has one, else what the rule means, else the condition itself. */
export function celMessage(violation: CelViolation): string {
  const { computedMessage, error, rule, value } = violation;
  if (computedMessage !== undefined) return computedMessage;
  const meaning = meaningOf(rule.rule);
  const condition = `\`${shortened(rule.rule.replace(/\s+/g, ' ').trim())}\``;
  if (meaning === undefined && error !== undefined) {
    const cause = /no such key|not found/.test(error) ? 'a field that it reads is missing' : error;
    return `the rule ${condition} cannot be evaluated: ${cause}`;
  }
  if (meaning === undefined) return `the rule ${condition} does not hold`;
  return typeof value === 'string' || typeof value === 'number'
    ? `${JSON.stringify(value)}: ${meaning}`
    : meaning;
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

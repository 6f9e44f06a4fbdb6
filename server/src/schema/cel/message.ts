/** The sentence for a broken rule, in our own words. */
import type { CelViolation } from './evaluate';

/** What is wrong: a computed message where the rule has one, else the condition that must hold. */
export function celMessage(violation: CelViolation): string {
  if (violation.computedMessage !== undefined) return violation.computedMessage;
  const condition = violation.rule.rule.replace(/\s+/g, ' ').trim();
  if (violation.error !== undefined)
    return `the rule ${quote(condition)} cannot be evaluated: ${violation.error}`;
  return `the rule ${quote(condition)} does not hold`;
}

function quote(text: string): string {
  return `\`${text.length > 160 ? `${text.slice(0, 157)}...` : text}\``;
}

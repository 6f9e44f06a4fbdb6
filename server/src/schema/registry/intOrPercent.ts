/** Fields that take a count or a percentage.
 *  @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go@v1.35.4 */
import type { Problems } from './problems';

const PERCENT = /^[0-9]+%$/;

/** A count of 0 or more, or a percentage. */
export function checkIntOrPercent(problems: Problems, value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (!PERCENT.test(value))
      problems.invalid(path, value, 'write a number without quotes, or a percentage such as 25%');
  } else if (typeof value === 'number') {
    problems.nonNegative(path, value);
  }
}

export function checkAtMostHundredPercent(problems: Problems, value: unknown, path: string): void {
  if (typeof value === 'string' && PERCENT.test(value) && amountOf(value) > 100) {
    problems.invalid(path, value, 'at most 100% is allowed');
  }
}

/** The number in a count, a percentage or a text; 0 when there is none. */
export function amountOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return 0;
  const digits = PERCENT.test(value) ? value.slice(0, -1) : value;
  return /^[+-]?\d+$/.test(digits) ? Number(digits) : 0;
}

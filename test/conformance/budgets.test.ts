// What Karpenter 1.14.1 said of disruption budgets at instants, over a week, and of schedules, against `budgets`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budgets } from '../../server/src/api';
import { recordedCases } from '../support/recordedCases';

/** Cases that must agree, of all in the sample. */
const FLOOR = 413;

interface ExpectedBudget {
  readonly active?: boolean | null;
  readonly allowed?: number;
  readonly intervals?: unknown;
  readonly crdViolations?: readonly string[];
}

interface Expected {
  readonly decodeError?: string;
  readonly error?: string;
  readonly perReason?: unknown;
  readonly allowed?: unknown;
  readonly perBudget?: readonly ExpectedBudget[];
}

interface Case {
  readonly id: string;
  readonly kind: 'budget' | 'timeline' | 'schedule';
  readonly expect?: Expected;
  readonly parses?: boolean;
  readonly crdPatternAccepts?: boolean;
  readonly firstFive?: readonly string[];
}

const cases = recordedCases<Case>('budgets');

const viewOf = ({ perReason, allowed, perBudget = [], error, decodeError }: Expected): unknown => ({
  ...{ perReason, allowed, hasError: error !== undefined, isUnreadable: decodeError !== undefined },
  perBudget: perBudget.map((budget) => ({
    ...{ active: budget.active, allowed: budget.allowed, intervals: budget.intervals ?? null },
    crdViolations: budget.crdViolations,
  })),
});

function difference({ expect, parses, crdPatternAccepts, firstFive, ...question }: Case): string | undefined {
  const answer = budgets(question);
  try {
    if (expect) assert.deepEqual(viewOf(answer), viewOf(expect));
    else {
      const { parses: p, crdPatternAccepts: c, firstFive: f } = answer;
      assert.deepEqual([p, c, f], [parses, crdPatternAccepts, firstFive]);
    }
    return undefined;
  } catch (error) {
    return `${question.id}: ${String(error)}`;
  }
}

test(`at least ${FLOOR} of ${cases.length} budget cases agree with Karpenter`, () => {
  const differing = cases.flatMap((one) => difference(one) ?? []);
  assert.ok(cases.length - differing.length >= FLOOR, differing.join('\n'));
});

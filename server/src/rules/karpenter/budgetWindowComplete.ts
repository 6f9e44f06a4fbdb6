/** D3: half of a window, in a pool that the API server refuses for other reasons before it comes to this one. */
import { fieldPath } from '../../manifest/document';
import { validate } from '../../schema/validate';
import { BUDGETS } from '../budgetView';
import { NODE_POOL } from '../kinds';
import { at, isSet, list } from '../read';
import { editRule } from '../rule';

export const budgetWindowComplete = editRule({
  id: 'karpenter/budget-window-complete',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A disruption budget has both a schedule and a duration, or neither.',
    why:
      'The schedule says when the window begins, the duration how long it is open; the API server refuses one without the ' +
      'other. It says so only once the rest of the object has the right fields and values: until then this rule does.',
    source: 'https://karpenter.sh/docs/concepts/disruption/#schedule',
  },
  check({ manifest, options, report }) {
    const halves = list(at(manifest.value, ...BUDGETS)).flatMap((budget, index) => {
      const hasSchedule = isSet(at(budget, 'schedule'));
      return hasSchedule === isSet(at(budget, 'duration')) ? [] : [{ index, hasSchedule }];
    });
    if (halves.length === 0) return;
    const { problems } = validate(manifest, { options });
    const isSaid = problems.some(
      ({ source, path, at: place }) =>
        source === 'cel' && (path ?? fieldPath(place)).startsWith('spec.disruption'),
    );
    if (isSaid) return;
    for (const { index, hasSchedule } of halves) {
      const path = [...BUDGETS, index];
      report({
        path,
        shownAt: [...path, hasSchedule ? 'schedule' : 'duration'],
        message: hasSchedule
          ? 'a schedule without a duration: say how long the window is open, e.g. duration: 8h'
          : 'a duration without a schedule: say when the window begins',
      });
    }
  },
});

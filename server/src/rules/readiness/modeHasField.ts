/** A NodeReadinessRule that asks for what its mode does not have. */
import { READINESS_RULE } from '../kinds';
import { removeEntry } from '../edits';
import { proposal } from '../proposals';
import { at, list, text } from '../read';
import { editRule } from '../rule';

export const modeHasField = editRule({
  id: 'readiness/mode-has-field',
  kinds: [READINESS_RULE],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A readiness rule of mode bootstrap-only has no default status and waits for all conditions.',
    why:
      'With `bootstrap-only` a node is held back once, until every condition is there: `defaultStatus` and the policy `anyOf` are ' +
      'for `continuous`. The webhook of the node readiness controller, where it is installed, refuses the rule.',
    source: 'https://github.com/kubernetes-sigs/node-readiness-controller',
  },
  check({ manifest, report }) {
    const spec = at(manifest.value, 'spec');
    if (text(at(spec, 'enforcementMode')) !== 'bootstrap-only') return;
    for (const [index, condition] of list(at(spec, 'conditions')).entries()) {
      const path = ['spec', 'conditions', index, 'defaultStatus'];
      if ((text(at(condition, 'defaultStatus')) ?? '') === '') continue;
      report({
        path,
        message:
          'defaultStatus is for the mode continuous: bootstrap-only waits until the condition is there',
        fixes: proposal('Remove defaultStatus', () => removeEntry(manifest, path)),
      });
    }
    if (text(at(spec, 'conditionPolicy')) === 'anyOf')
      report({
        path: ['spec', 'conditionPolicy'],
        message: 'anyOf is for the mode continuous: bootstrap-only waits for all conditions',
      });
  },
});

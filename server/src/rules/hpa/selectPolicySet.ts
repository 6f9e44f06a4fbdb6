/** G13: several policies, and the largest change wins. */
import { insertEntry } from '../edits';
import { HPA, SCALED_OBJECT } from '../kinds';
import { at, isSet, list } from '../read';
import { editRule } from '../rule';
import { behaviorPath } from './policyPeriod';

export const selectPolicySet = editRule({
  id: 'hpa/select-policy-set',
  kinds: [HPA, SCALED_OBJECT],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'Where scaling down has several policies, selectPolicy says which counts.',
    why:
      'Without `selectPolicy` the policy that allows the largest change counts. Two policies written to slow a scale-down, ' +
      'such as 1 pod and 10% a minute, therefore remove whichever is more. `Min` takes the slower one.',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-policies',
  },
  check({ manifest, report }) {
    const path = [...behaviorPath(manifest.kind), 'scaleDown'];
    const scaleDown = at(manifest.value, ...path);
    const policies = list(at(scaleDown, 'policies'));
    if (policies.length < 2 || isSet(at(scaleDown, 'selectPolicy'))) return;
    report({
      path: [...path, 'policies'],
      mark: 'key',
      message: `of these ${policies.length} policies the one that removes most counts (selectPolicy Max is the default)`,
      fixes: () =>
        (['Min', 'Max'] as const).map((policy) => ({
          title: policy === 'Min' ? 'Let the strictest count: Min' : 'Say what counts now: Max',
          safe: false,
          edits: insertEntry(manifest, path, `selectPolicy: ${policy}`),
        })),
    });
  },
});

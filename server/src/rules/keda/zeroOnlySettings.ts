/** H19, H20, H21: settings that count only on the way to or from zero. */
import { removeEntry } from '../edits';
import { safeProposal } from '../proposals';
import type { Path } from '../../manifest/path';
import { SCALED_OBJECT } from '../kinds';
import { at, isSet } from '../read';
import { editRule } from '../rule';
import { scalesToZero, triggersOf } from './triggerView';

export const zeroOnlySettings = editRule({
  id: 'keda/zero-only-settings',
  kinds: [SCALED_OBJECT],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'cooldownPeriod, pollingInterval and activation values are set only where pods scale to zero.',
    why:
      'KEDA itself only switches between zero and one; above that the HPA decides, every 15 seconds, with its own ' +
      'stabilization. With a minimum of 1 or more these settings do nothing (`pollingInterval` still matters for triggers ' +
      'with `useCachedMetrics`). To slow a scale-down use `advanced.horizontalPodAutoscalerConfig.behavior`.',
    source: 'https://keda.sh/docs/latest/concepts/scaling-deployments/',
  },
  check({ manifest, report }) {
    if (scalesToZero(manifest)) return;
    const triggers = triggersOf(manifest);
    const cached = triggers.some((trigger) => at(trigger.value, 'useCachedMetrics') === true);
    const because = 'has no effect: with this minReplicaCount KEDA never scales to or from zero';
    const say = (path: Path, name: string): void => {
      report({
        path,
        mark: 'key',
        message: `${name} ${because}`,
        fixes: safeProposal(`Remove ${name}`, () => removeEntry(manifest, path)),
      });
    };
    for (const field of ['cooldownPeriod', 'pollingInterval']) {
      if (!isSet(at(manifest.value, 'spec', field)) || (field === 'pollingInterval' && cached)) continue;
      say(['spec', field], field);
    }
    for (const trigger of triggers) {
      for (const key of Object.keys(trigger.metadata).filter((name) => /^activation[A-Z]/.test(name))) {
        say([...trigger.path, 'metadata', key], key);
      }
    }
  },
});

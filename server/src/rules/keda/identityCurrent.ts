/** H41: ways to an AWS identity that KEDA gives up. */
import { replaceValue } from '../edits';
import { CLUSTER_TRIGGER_AUTHENTICATION, SCALED_JOB, SCALED_OBJECT, TRIGGER_AUTHENTICATION } from '../kinds';
import { at, isSet, text } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

const OLD_PROVIDERS = ['aws-eks', 'aws-kiam'];

export const identityCurrent = editRule({
  id: 'keda/identity-current',
  kinds: [SCALED_OBJECT, SCALED_JOB, TRIGGER_AUTHENTICATION, CLUSTER_TRIGGER_AUTHENTICATION],
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'AWS triggers get their identity from podIdentity with the provider aws.',
    why:
      '`identityOwner` in the metadata of a trigger and the provider `aws-eks` are deprecated and go with KEDA 3; `aws-kiam` ' +
      'is gone since 2.15. The provider `aws` covers both: the role of KEDA, or with `identityOwner: workload` that of the ' +
      'workload.',
    source: 'https://keda.sh/docs/latest/authentication-providers/aws/',
  },
  check({ manifest, report }) {
    for (const { path, metadata } of triggersOf(manifest)) {
      if (!isSet(metadata['identityOwner'])) continue;
      report({
        path: [...path, 'metadata', 'identityOwner'],
        mark: 'key',
        message:
          'identityOwner is deprecated here: use a TriggerAuthentication with podIdentity.provider aws',
      });
    }
    const path = ['spec', 'podIdentity', 'provider'];
    const provider = text(at(manifest.value, ...path));
    if (provider === undefined || !OLD_PROVIDERS.includes(provider)) return;
    report({
      path,
      message: `${provider} is ${provider === 'aws-kiam' ? 'gone' : 'deprecated'}: use aws`,
      fixes: () => [{ title: 'Change to aws', safe: false, edits: replaceValue(manifest, path, 'aws') }],
    });
  },
});

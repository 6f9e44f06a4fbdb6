/** An AWS trigger that KEDA cannot sign requests for. */
import { insertEntry } from '../edits';
import type { Manifest } from '../../manifest/document';
import { namespaceOf, type ClusterGraph } from '../graph';
import { SCALED_JOB, SCALED_OBJECT, TRIGGER_AUTHENTICATION } from '../kinds';
import { at, isSet, text } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

const AWS_TRIGGERS = [
  'aws-cloudwatch',
  'aws-dynamodb',
  'aws-dynamodb-streams',
  'aws-kinesis-stream',
  'aws-sqs-queue',
];
const OWN_KEYS = ['identityOwner', 'awsAccessKeyID', 'awsAccessKeyIDFromEnv'];

export const awsTriggerHasIdentity = editRule({
  id: 'keda/aws-trigger-has-identity',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A trigger that reads from AWS says whose identity KEDA uses.',
    why:
      'Without `authenticationRef` and `identityOwner` KEDA looks for the identity of the workload: an access key in the ' +
      'environment that the trigger names. When it names none, the trigger fails. Point `authenticationRef` at a ' +
      'TriggerAuthentication with `podIdentity.provider: aws`, or say `identityOwner: operator` to use the role of KEDA ' +
      'itself (deprecated).',
    source: 'https://keda.sh/docs/latest/authentication-providers/aws/',
  },
  check({ manifest, graph, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (!AWS_TRIGGERS.includes(trigger.type) || isSet(at(trigger.value, 'authenticationRef'))) continue;
      if (OWN_KEYS.some((key) => isSet(trigger.metadata[key]))) continue;
      report({
        path: [...trigger.path, 'type'],
        message:
          "no authenticationRef and no identityOwner: KEDA looks for the workload's own access key, which this trigger does not name",
        fixes: () =>
          identities(graph, manifest).map((name) => ({
            title: `Authenticate by "${name}"`,
            safe: false,
            edits: insertEntry(manifest, trigger.path, `authenticationRef: { name: ${name} }`),
          })),
      });
    }
  },
});

/** TriggerAuthentications beside the object that use a role by pod identity. */
const identities = (graph: ClusterGraph, scaled: Manifest): readonly string[] =>
  graph
    .ofKind(TRIGGER_AUTHENTICATION)
    .filter((one) => namespaceOf(one) === namespaceOf(scaled))
    .filter((one) => text(at(one.value, 'spec', 'podIdentity', 'provider')) === 'aws')
    .flatMap(({ name }) => name ?? []);

/** Values of fields that are not about nodes or scaling, yet stand in the same files. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { labelsAt } from '../../support/completion';

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n';
const STATEFUL = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: a\nspec:\n';

describe('words that a field takes', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['claims', `${STATEFUL}  persistentVolumeClaimRetentionPolicy:\n    whenScaled: |`, ['Retain', 'Delete']],
    ['memory', `${POD}  volumes:\n    - name: a\n      emptyDir:\n        medium: |`, ['Memory']],
    [
      'seccomp',
      `${POD}  containers:\n    - securityContext:\n        seccompProfile:\n          type: |`,
      ['RuntimeDefault', 'Localhost', 'Unconfined'],
    ],
    ['group', `${POD}  securityContext:\n    fsGroupChangePolicy: |`, ['OnRootMismatch', 'Always']],
    [
      'probe',
      `${POD}  containers:\n    - startupProbe:\n        httpGet:\n          scheme: |`,
      ['HTTP', 'HTTPS'],
    ],
    ['message', `${POD}  containers:\n    - terminationMessagePolicy: |`, ['File', 'FallbackToLogsOnError']],
  ];
  for (const [title, text, expected] of cases)
    test(title, () => {
      assert.deepEqual(labelsAt(text), expected);
    });

  test('time zones of a cron job', () => {
    const zones = labelsAt('apiVersion: batch/v1\nkind: CronJob\nspec:\n  timeZone: |');
    assert.ok(zones.includes('Europe/Berlin'));
  });
});

describe('labels that Kueue reads', () => {
  const queues = ['a', 'b']
    .map(
      (name) =>
        `apiVersion: kueue.x-k8s.io/v1beta2\nkind: LocalQueue\nmetadata: {name: ${name}, namespace: team-${name}}`,
    )
    .join('\n---\n');
  const job = 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: j\n  namespace: team-b\n  labels:\n    ';

  test('are offered where there are queues', () => {
    assert.ok(labelsAt(`${job}|`, queues).includes('kueue.x-k8s.io/queue-name'));
    assert.ok(!labelsAt(`${job}|`).includes('kueue.x-k8s.io/queue-name'));
  });

  test('take the queues of the namespace', () => {
    assert.deepEqual(labelsAt(`${job}kueue.x-k8s.io/queue-name: |`, queues), ['b']);
  });
});

/** Pods that are pending while consolidation looks: they take room and ask for nodes, but need not find a place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place } from '../../../server/src/consolidation/carryOut';
import { NodeNames } from '../../../server/src/consolidation/launches';
import { nextCommand } from '../../../server/src/consolidation/methods';
import { PodBudgets } from '../../../server/src/consolidation/podBudgets';
import { deployment, nodeClass } from '../../support/manifests';
import { worldWithWaiting } from '../../support/waitingPods';

const workload = (name: string, cpu: string, replicas: number): string =>
  `---\n${deployment(name, { cpu, replicas })}`;

/** Three nodes that hold 3,920 mCPU, each with a pod of 1,000: two of them can be emptied onto the third. Once one has taken a pod of
 *  1,900, one more of 1,000 fits beside it. */
function commandWith(capacityType: string, pending: string): string {
  const text = `${nodeClass()}---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: p}
spec:
  disruption: {consolidateAfter: 0s, budgets: [{nodes: 100%}]}
  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      requirements:
      - {key: karpenter.sh/capacity-type, operator: In, values: [${capacityType}]}
      - {key: node.kubernetes.io/instance-type, operator: In, values: [m6i.xlarge]}
${workload('runs', '1', 3)}${pending}`;
  const waiting = pending === '' ? [] : ['default/waits'];
  const { world, running } = worldWithWaiting(text, { waiting });
  const names = new NodeNames();
  const nodes = running.flatMap((pod) => place(world, [], [pod], names));
  const command = nextCommand(world, nodes, new PodBudgets([], nodes));
  if (!command) return 'none';
  const { method, candidates, replacement } = command;
  return `${method} ${candidates.length}${replacement ? ' for a new one' : ''}`;
}

for (const capacityType of ['on-demand', 'spot']) {
  test(`${capacityType}: pods that no node could hold change nothing`, () => {
    assert.equal(commandWith(capacityType, ''), 'multi 2');
    assert.equal(commandWith(capacityType, workload('waits', '64', 2)), 'multi 2');
  });

  test(`${capacityType}: pods that fit take the room first, or ask for nodes of their own`, () => {
    assert.equal(commandWith(capacityType, workload('waits', '1900m', 2)), 'single 1');
    assert.equal(commandWith(capacityType, workload('waits', '1900m', 3)), 'none');
    assert.equal(commandWith(capacityType, workload('waits', '3500m', 2)), 'none');
  });
}

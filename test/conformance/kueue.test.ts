// Which Jobs Kueue 0.17.0's scheduler admits, how many of their pods, and on which flavors: random clusters whose queues
// preempt nothing, cycle after cycle until nothing changes, against `gangs` with a pool that holds whatever is admitted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gangs } from '../../server/src/api';
import { recordedCases } from '../support/recordedCases';
import { nodeClass } from '../support/manifests';

type Admission = readonly [podCount: number, flavors: readonly string[]] | null;

interface Case {
  readonly id: string;
  readonly objects: readonly object[];
  readonly expect: Readonly<Record<string, Admission>>;
}

const ON_DEMAND = { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] };

/** A pool for each choice of labels: whatever flavors and pods of the cases ask for, or ask not to be there, one has it. */
const pools = [[], ['tier'], ['arch'], ['else'], ['tier', 'arch'], ['tier', 'else'], ['arch', 'else'], ['tier', 'arch', 'else']].map(
  (keys, index) => ({
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: `pool-${index}` },
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'any' },
          requirements: [ON_DEMAND, ...keys.map((key) => ({ key, operator: 'Exists' }))],
        },
      },
    },
  }),
);

/** Admitted by quota; whether Karpenter then finds nodes is not Kueue's affair. */
const admissionOf = ({ admittedPods, flavors = [] }: ReturnType<typeof gangs>[number]): Admission =>
  admittedPods === undefined ? null : [admittedPods, [...new Set(flavors)].sort()];

for (const { id, objects, expect } of recordedCases<Case>('kueue')) {
  test(`${id}: the Jobs that Kueue admits`, () => {
    const texts = [...pools, ...objects].map((object) => JSON.stringify(object));
    const text = [nodeClass('any'), ...texts].join('\n---\n');
    const reports = gangs({ files: [{ uri: 'file:///all.yaml', text }] });
    assert.deepEqual(
      Object.fromEntries(reports.map((report) => [report.workload, admissionOf(report)])),
      expect,
      reports.map(({ workload, reason }) => `${workload}: ${reason}`).join('\n'),
    );
  });
}

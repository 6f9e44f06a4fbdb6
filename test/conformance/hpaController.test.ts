// What the replica calculator and the normalization of Kubernetes 1.35.4's HPA controller made of random syncs, against
// HpaController: pods in every state, metrics that fail, targets and policies up to the edges of 32 bits.
// @source kubernetes/kubernetes pkg/controller/podautoscaler/{horizontal,replica_calculator}.go@v1.35.4
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HpaController, type Observation } from '../../server/src/dynamics/hpa/controller';
import type { PodMetrics } from '../../server/src/dynamics/hpa/pods';
import { decodeHpa } from '../../server/src/dynamics/hpa/spec';
import { recordedCases } from '../support/recordedCases';

type Metric = {
  readonly values?: readonly (number | null)[];
  readonly at?: number;
  readonly windowSeconds?: number;
  /** Of an external metric or an object's. */
  readonly value?: number;
} | null;

interface Sync {
  readonly now: number;
  readonly replicas: number;
  readonly requestMilli: number | null;
  readonly pods: readonly (readonly [pending: number, ready: number, startedAt: number, changedAt: number])[];
  /** In the order of the HPA's; null for one that fails. */
  readonly metrics: readonly Metric[];
  /** Size before, size after, proposal, status.desiredReplicas, AbleToScale, ScalingActive, ScalingLimited. */
  readonly expect: readonly unknown[];
}

interface Case {
  readonly id: string;
  readonly spec: unknown;
  /** Whether a sync starts from what the last one left; else from `replicas`. */
  readonly follows: boolean;
  readonly syncs: readonly Sync[];
}

const cases = recordedCases<Case>('hpa-controller');

/** The controller asks for each metric once, in order. */
function observation({ pods, metrics, requestMilli }: Sync, replicas: number): Observation {
  const asked = metrics.values();
  const next = (): Metric => asked.next().value ?? null;
  const podMetrics = (): PodMetrics | undefined => {
    const { values = [], at = 0, windowSeconds = 0 } = next() ?? {};
    const reported = values.map((value) => value ?? undefined);
    const isSilent = reported.every((value) => value === undefined);
    return isSilent ? undefined : { values: reported, at, windowSeconds };
  };
  return {
    replicas,
    podGroups: pods.map(([pending, ready, startedAt, readyChangedAt]) => ({
      ...{ count: 1, isPending: pending === 1, isReady: ready === 1, startedAt, readyChangedAt },
    })),
    resource: podMetrics,
    pods: podMetrics,
    external: () => next()?.value,
    object: () => next()?.value,
    requestMilli: () => requestMilli ?? undefined,
  };
}

function difference({ id, spec, follows, syncs }: Case): string | undefined {
  const controller = new HpaController(decodeHpa({ spec }));
  let size = syncs[0]?.replicas ?? 0;
  for (const sync of syncs) {
    const from = follows ? size : sync.replicas;
    const { replicas, proposal, desiredReplicas, conditions } = controller.sync(
      sync.now,
      observation(sync, from),
    );
    const { ableToScale, scalingActive, scalingLimited } = conditions;
    const got = [from, replicas, proposal ?? null, desiredReplicas, ableToScale, scalingActive, scalingLimited];
    const [mine, upstream] = [JSON.stringify(got), JSON.stringify(sync.expect)];
    if (mine !== upstream) return `${id} at ${sync.now} s: ${upstream}, not ${mine}`;
    size = replicas;
  }
  return undefined;
}

test(`all ${cases.length} random runs of the HPA controller agree, sync by sync`, () => {
  assert.ok(cases.length > 0);
  assert.deepEqual(
    cases.flatMap((one) => difference(one) ?? []),
    [],
  );
});

/** A worker that has followed any number of edits says the same, byte for byte, as one that sees the files for the first
 *  time: nothing that it keeps is ever out of date. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck';
import type { JobRunner } from '../../server/src/analysis/jobs/jobRunner';
import type { SourceFile } from '../../server/src/model/finding';
import { newRunner } from '../support/jobRunners';
import { deployment, hpa, nodeClass, nodePool, stream } from '../support/manifests';

interface World {
  readonly web: { readonly replicas: number; readonly cpu: string };
  readonly types: string;
  readonly maxReplicas: number | undefined;
  readonly others: number;
  readonly selector: string | undefined;
}

const worlds: fc.Arbitrary<World> = fc.record({
  web: fc.record({ replicas: fc.constantFrom(0, 1, 4, 9), cpu: fc.constantFrom('250m', '1', '900') }),
  types: fc.constantFrom('"m5.large", "m5.xlarge"', '"m5.xlarge"', '"no.type"', '"c6i.large", "t3.micro"'),
  maxReplicas: fc.option(fc.constantFrom(3, 12), { nil: undefined }),
  others: fc.nat(3),
  selector: fc.option(fc.constantFrom('{team: a}', '{kubernetes.io/arch: arm64}'), { nil: undefined }),
});

function filesOf({ web, types, maxReplicas, others, selector }: World): SourceFile[] {
  const more = Array.from({ length: others }, (_, index) =>
    deployment(`other-${index}`, {
      replicas: 3,
      ...(selector === undefined ? {} : { nodeSelector: selector }),
    }),
  );
  const scalers = maxReplicas === undefined ? [] : [hpa('web', { min: 1, max: maxReplicas })];
  return [
    { uri: 'file:///ws/pools.yaml', text: stream(nodePool('general', { types }), nodeClass()) },
    { uri: 'file:///ws/web.yaml', text: stream(...more, deployment('web', web), ...scalers) },
  ];
}

/** The picture as it is told first, and the whole result. */
function solved(runner: JobRunner, world: World, replicas: 'spec' | 'max'): readonly string[] {
  const told: string[] = [];
  const outcome = runner.run(
    { kind: 'solve', replicas },
    { files: filesOf(world), options: {} },
    () => false,
    (preview) => told.push(JSON.stringify(preview)),
  );
  return [...told, JSON.stringify(outcome)];
}

describe('a worker that follows edits', () => {
  it('says what a fresh one says', () => {
    fc.assert(
      fc.property(
        fc.array(worlds, { minLength: 2, maxLength: 5 }),
        fc.constantFrom('spec', 'max'),
        (all, replicas) => {
          const runner = newRunner();
          for (const world of all) {
            const known = solved(runner, world, replicas);
            assert.equal(known.length, 2);
            assert.deepEqual(known, solved(newRunner(), world, replicas));
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

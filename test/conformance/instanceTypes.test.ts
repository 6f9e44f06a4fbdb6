/** Instance types as Karpenter's AWS provider 1.14.1 resolved them under 31 node classes: all must agree.
 *  data/instanceTypes.jsonl.br holds one node class a line; zone ids are made up and not compared. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { describeInstanceTypes, type InstanceTypeDescription } from '../../server/src/catalog/describe';
import { resolveInstanceTypes } from '../../server/src/catalog/resolve';
import { decodeEc2NodeClass } from '../../server/src/manifest/ec2NodeClass';
import { resolveOptions, type Options } from '../../server/src/model/options';
import { recordedCases } from '../support/recordedCases';

type Expected = Omit<InstanceTypeDescription, 'labels'> & Partial<Pick<InstanceTypeDescription, 'labels'>>;

interface Case {
  readonly id: string;
  readonly options: Options;
  readonly yaml: string;
  /** All types of the region, or a selection. */
  readonly types: readonly Expected[];
}

const ZONE_ID = 'topology.k8s.aws/zone-id';
const COMPLETE = 500;

function resolve({ yaml, options }: Case): InstanceTypeDescription[] {
  const nodeClass = decodeEc2NodeClass(parse(yaml));
  assert.ok(nodeClass);
  return describeInstanceTypes(resolveInstanceTypes(loadCatalog(), nodeClass, resolveOptions(options)));
}

/** What is compared; labels only where the case has them. */
function comparable(type: Expected, hasLabels: boolean): unknown {
  const { name, capacity, allocatable, offerings } = type;
  const labels = Object.entries(type.labels ?? {}).filter(([key]) => key !== ZONE_ID);
  return { name, capacity, allocatable, offerings, ...(hasLabels && { labels: Object.fromEntries(labels) }) };
}

describe('instance types agree with Karpenter', () => {
  for (const test of recordedCases<Case>('instanceTypes')) {
    it(`${test.id}: ${test.types.length} types`, () => {
      const got = resolve(test);
      const byName = new Map(got.map((type) => [type.name, type]));
      for (const want of test.types) {
        const found = byName.get(want.name);
        assert.ok(found, want.name);
        const hasLabels = want.labels !== undefined;
        assert.deepEqual(comparable(found, hasLabels), comparable(want, hasLabels));
      }
      if (test.types.length > COMPLETE) assert.equal(got.length, test.types.length);
    });
  }
});

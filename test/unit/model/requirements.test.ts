/** Sets of requirements: what a node under some can meet, in the pure and in the interned form. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../../support/fastCheck';
import { newRequirement, type RequirementSpec } from '../../../server/src/model/requirement';
import {
  incompatibility,
  joinRequirements,
  labelRequirements,
  requirementsOf,
} from '../../../server/src/model/requirements';
import { RequirementTable, type RequirementSet } from '../../../server/src/solver/requirementTable';

const spec = (key: string, operator: RequirementSpec['operator'], ...values: string[]): RequirementSpec => ({
  key,
  operator,
  values,
});
const ARCH = 'kubernetes.io/arch';

describe('requirements of a node and of a pod', () => {
  it('must share a value of each label that both name', () => {
    const node = requirementsOf([spec(ARCH, 'In', 'amd64', 'arm64'), spec('team', 'In', 'a')]);
    assert.equal(incompatibility(node, requirementsOf([spec(ARCH, 'In', 'arm64')])), undefined);
    assert.deepEqual(incompatibility(node, requirementsOf([spec(ARCH, 'In', 's390x')])), {
      code: 'conflict',
      key: ARCH,
    });
  });

  it('may leave a well-known label to the node, but no other', () => {
    const node = labelRequirements({ team: 'a' });
    assert.equal(incompatibility(node, requirementsOf([spec(ARCH, 'In', 'arm64')])), undefined);
    assert.deepEqual(incompatibility(node, requirementsOf([spec('tier', 'Exists')])), {
      code: 'undefined-label',
      key: 'tier',
    });
    assert.deepEqual(incompatibility(node, requirementsOf([spec(ARCH, 'In', 'arm64')]), new Set()), {
      code: 'undefined-label',
      key: ARCH,
    });
  });

  it('hold for a node without the label when they are NotIn or DoesNotExist', () => {
    const node = labelRequirements({});
    assert.equal(
      incompatibility(node, requirementsOf([spec('tier', 'NotIn', 'x'), spec('team', 'DoesNotExist')])),
      undefined,
    );
  });

  it('intersect per label when they are joined', () => {
    const joined = joinRequirements(requirementsOf([spec(ARCH, 'In', 'amd64', 'arm64')]), [
      newRequirement(spec(ARCH, 'NotIn', 'amd64')),
    ]);
    assert.deepEqual([...(joined.get(ARCH)?.values ?? [])], ['arm64']);
  });
});

const anySpec: fc.Arbitrary<RequirementSpec> = fc.record({
  key: fc.constantFrom(ARCH, 'karpenter.k8s.aws/instance-cpu', 'team', 'tier'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Gte', 'Lte'),
  values: fc.array(fc.constantFrom('1', '4', '8', 'a', 'b'), { minLength: 1, maxLength: 3 }),
});

describe('interned sets of requirements', () => {
  it('answer what the pure ones answer', () => {
    const specs = fc.array(anySpec, { maxLength: 4 });
    fc.assert(
      fc.property(specs, specs, (left, right) => {
        const table = new RequirementTable();
        const setOf = (list: RequirementSpec[]): RequirementSet => table.setOf(list.map(newRequirement));
        const [node, pod] = [setOf(left), setOf(right)];
        const pure = incompatibility(requirementsOf(left), requirementsOf(right));
        assert.equal(table.compatibility(node, pod), pure?.code ?? 'compatible');
        const joined = joinRequirements(requirementsOf(left), requirementsOf(right).values());
        assert.equal(table.add(node, pod), table.setOf(joined.values()), 'equal sets are one object');
        assert.equal(table.add(node, pod), table.add(node, pod));
      }),
    );
  });
});

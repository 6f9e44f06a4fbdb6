/** Memory or CPU of a pool's nodes that its pods cannot use, because they run out of the other first. */
import { appendValue } from '../edits';
import { proposal } from '../proposals';
import type { InstanceType } from '../../model/instanceType';
import * as aws from '../../model/awsLabels';
import { formatAmount, resourceAmount } from '../../model/resources';
import type { SimulatedClaim } from '../facts';
import { launchedBy } from '../launched';
import { NODE_POOL } from '../kinds';
import { isStatic, requirementsOf } from '../nodePoolView';
import { solveRule } from '../rule';

/** Below this many CPUs the odd sizes of few pods decide, not the kind of node. */
const LEAST_CPU_MILLI = 16_000;
const FULL_SHARE = 0.8;
const IDLE_SHARE = 0.4;
const GIB = 2 ** 30;

export const memoryNotStranded = solveRule({
  id: 'karpenter/memory-not-stranded',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'CPU and memory of the nodes of a pool are used up together.',
    why:
      'Families differ in the memory per CPU: 2 GiB for c, 4 for m, 8 for r. A pool of one kind whose pods ask for another ' +
      'ratio fills one half of its nodes and pays for the other. Allow the category that fits: Karpenter takes whatever is ' +
      'cheapest for the pods. Found by simulating the workloads.',
    source: 'https://karpenter.sh/docs/concepts/scheduling/',
  },
  check({ manifest, facts, report }) {
    const types = facts.poolTypes(manifest);
    if (isStatic(manifest) || types.length === 0) return;
    const own = launchedBy(facts.simulate('spec').claims, manifest);
    if (own.length === 0) return;
    const use = useOf(own, types);
    if (use.cpu.all < LEAST_CPU_MILLI) return;
    const idle = idleHalf(use);
    const category = categoryFor(use.memory.used / GIB / (use.cpu.used / 1000));
    if (!idle || types.some((type) => type.labels[aws.INSTANCE_CATEGORY]?.[0] === category)) return;
    const other = idle === 'cpu' ? 'memory' : 'cpu';
    report({
      path: ['metadata', 'name'],
      message:
        `${percent(use[other])} of the ${other} of these nodes is requested and ${percent(use[idle])} of the ${idle}: ` +
        `${formatAmount(idle, use[idle].all - use[idle].used)} stay idle (simulated); category ${category} has the ratio of these pods`,
      fixes: proposal(`Allow category ${category} as well`, () => {
        const list = requirementsOf(manifest).find(
          ({ key, operator }) => key === aws.INSTANCE_CATEGORY && operator === 'In',
        );
        return list ? appendValue(manifest, [...list.path, 'values'], category) : [];
      }),
    });
  },
});

interface Share {
  readonly used: number;
  readonly all: number;
}

type Use = Readonly<Record<'cpu' | 'memory', Share>>;

function useOf(claims: readonly SimulatedClaim[], types: readonly InstanceType[]): Use {
  const byName = new Map(types.map((type) => [type.name, type]));
  const shareOf = (resource: string): Share => ({
    used: sum(claims.map(({ requests }) => resourceAmount(resource, requests[resource] ?? '0') ?? 0)),
    all: sum(claims.map(({ launch }) => byName.get(launch?.instanceType ?? '')?.allocatable[resource] ?? 0)),
  });
  return { cpu: shareOf('cpu'), memory: shareOf('memory') };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const shareUsed = ({ used, all }: Share): number => (all > 0 ? used / all : 0);

const percent = (share: Share): string => `${Math.round(shareUsed(share) * 100)}%`;

function idleHalf({ cpu, memory }: Use): 'cpu' | 'memory' | undefined {
  if (shareUsed(cpu) >= FULL_SHARE && shareUsed(memory) <= IDLE_SHARE) return 'memory';
  return shareUsed(memory) >= FULL_SHARE && shareUsed(cpu) <= IDLE_SHARE ? 'cpu' : undefined;
}

const categoryFor = (gibPerCpu: number): string => (gibPerCpu <= 2 ? 'c' : gibPerCpu <= 4 ? 'm' : 'r');

/** Why each pool leaves the types it leaves, why each pending pod is pending, and what would help: everything is asked of
 *  the solver again, nothing is guessed. */
import type { PodTemplate } from '../../model/pod';
import type { SolveInput, SolveResult, Unplaced } from '../../solver/input';
import type { PoolReason } from '../../solver/reasons';
import type { SolverCache } from '../../solver/groundwork';
import { codeOf, explain } from '../explain';
import { solveWithStaticNodes } from '../staticNodes';
import { podConstraints, poolConstraints, type ConstraintContext } from './constraints';
import { funnelOf } from './funnel';
import { nearestMiss } from './nearestMiss';
import { viewPools, type PoolView } from './poolView';
import { proposalsFor } from './proposals';
import { smallestChange } from './search';
import type { Explanation, UnplacedExplanation } from './types';

export interface ExplanationRequest {
  readonly input: SolveInput;
  readonly result: SolveResult;
  readonly cache: SolverCache;
  /** Types of the region without a price there. */
  readonly unpriced: ReadonlySet<string>;
  /** Asked often; once it says yes, `SolveStopped` is thrown. */
  readonly shouldStop?: () => boolean;
}

/** Changes are looked for while at most this many workloads are unplaced: each costs a few solves. */
const MAX_SEARCHED = 20;

export function explainSimulation(request: ExplanationRequest): Explanation {
  const views = viewPools(request.input, request.cache);
  const context = { views, unpriced: request.unpriced };
  const workloads = unplacedWorkloads(request.result.unplaced, request.input);
  return {
    pools: views.pools.map((view) => funnelOf(view, poolConstraints(view, context))),
    unplaced: workloads.map((entry, index) =>
      explainWorkload(entry, request, { context, isSearched: index < MAX_SEARCHED }),
    ),
  };
}

interface UnplacedWorkload extends Unplaced {
  readonly workload: string;
  readonly template: PodTemplate;
}

const unplacedWorkloads = (unplaced: readonly Unplaced[], { groups }: SolveInput): UnplacedWorkload[] =>
  unplaced.flatMap((entry) => {
    const group = groups[entry.group];
    return group ? [{ ...entry, workload: group.workload, template: group.template }] : [];
  });

function explainWorkload(
  { workload, template, group, count, reason }: UnplacedWorkload,
  { input, result, cache, shouldStop = () => false }: ExplanationRequest,
  { context, isSearched }: { context: ConstraintContext; isSearched: boolean },
): UnplacedExplanation {
  const reasons = reason.code === 'no-pool-fits' ? reason.pools : [];
  const isAboutPools = reason.code !== 'refused' && reason.code !== 'no-node-pools';
  const candidates = (isAboutPools ? context.views.pools : []).map((view) => ({
    view,
    constraints: podConstraints(view, template, context, reasonOf(view, reasons)),
  }));
  const miss = nearestMiss(candidates, template, context.views);
  const obstacles = candidates.map((candidate) => ({
    view: candidate.view,
    reason: reasonOf(candidate.view, reasons),
    miss: nearestMiss([candidate], template, context.views),
  }));
  const search = { input, before: result, groups: new Set([group]) };
  const { found, triedCount } = isSearched
    ? smallestChange(
        { ...search, solve: (changed) => solveWithStaticNodes(changed, { cache, shouldStop }) },
        proposalsFor(template, obstacles),
      )
    : { found: undefined, triedCount: 0 };
  return {
    workload,
    count,
    reason: { code: codeOf(reason), message: explain(reason, input) },
    funnels: candidates.map(({ view, constraints }) => funnelOf(view, constraints)),
    ...(miss ? { nearestMiss: miss } : {}),
    ...(found ? { change: found } : {}),
    triedCount,
  };
}

const reasonOf = ({ pool }: PoolView, reasons: readonly PoolReason[]): PoolReason | undefined =>
  reasons.find((reason) => reason.pool === pool.name);

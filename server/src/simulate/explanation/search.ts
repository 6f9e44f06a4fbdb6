/** The smallest single change that places a workload's pods: proposals are tried by solving again, lightest first. */
import type { SolveInput, SolveResult } from '../../solver/input';
import { explainChange } from '../explainFunnel';
import { applyChange } from './applyChange';
import type { Proposal } from './proposals';
import type { Change, ProvedChange } from './types';
import { rounded } from '../../util/rounded';

export interface SearchInput {
  readonly input: SolveInput;
  readonly before: SolveResult;
  readonly groups: ReadonlySet<number>;
  readonly solve: (input: SolveInput) => SolveResult;
}

/** How many proposals are tried for one workload. */
const MAX_TRIES = 12;

export function smallestChange(
  search: SearchInput,
  proposals: readonly Proposal[],
): { readonly found: ProvedChange | undefined; readonly triedCount: number } {
  const tried = proposals.slice(0, MAX_TRIES);
  for (const [index, proposal] of tried.entries()) {
    const found = tryProposal(search, proposal);
    if (found) return { found, triedCount: index + 1 };
  }
  return { found: undefined, triedCount: tried.length };
}

function tryProposal(search: SearchInput, proposal: Proposal): ProvedChange | undefined {
  const after = solveWith(search, proposal, proposal.change);
  if (!isProof(search, after)) return undefined;
  if (!proposal.searchesAmount || proposal.change.kind !== 'raise-limit')
    return proved(search, proposal.change, after);
  const change = leastLimit(search, proposal, proposal.change);
  return proved(search, change, solveWith(search, proposal, change));
}

const solveWith = (
  { input, groups, solve }: SearchInput,
  { tolerations }: Proposal,
  change: Change,
): SolveResult => solve(applyChange(input, change, { groups, ...(tolerations ? { tolerations } : {}) }));

/** Every pod of the workload is placed, and no other group has more pods left out than before. */
function isProof({ before, groups }: SearchInput, after: SolveResult): boolean {
  const earlier = unplacedCounts(before);
  for (const [group, count] of unplacedCounts(after)) {
    if (groups.has(group) || count > (earlier.get(group) ?? 0)) return false;
  }
  return true;
}

function unplacedCounts({ unplaced }: SolveResult): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { group, count } of unplaced) counts.set(group, (counts.get(group) ?? 0) + count);
  return counts;
}

const MEBIBYTE = 2 ** 20;

/** The lowest limit that does, in whole cores, mebibytes or counts. The scheduler charges a pool with the largest type
 *  that a node may become, so that more never places fewer pods only almost always: the answer is proved by itself. */
function leastLimit(
  search: SearchInput,
  proposal: Proposal,
  change: Extract<Change, { kind: 'raise-limit' }>,
): Change {
  const step = change.resource === 'cpu' ? 1000 : isBytes(change.resource) ? MEBIBYTE : 1;
  let tooLow = Math.floor(change.from / step);
  let enough = Math.ceil(change.to / step);
  while (enough - tooLow > 1) {
    const middle = Math.floor((tooLow + enough) / 2);
    const works = isProof(search, solveWith(search, proposal, { ...change, to: middle * step }));
    if (works) enough = middle;
    else tooLow = middle;
  }
  return { ...change, to: enough * step };
}

const isBytes = (resource: string): boolean => resource === 'memory' || resource === 'ephemeral-storage';

function proved({ before }: SearchInput, change: Change, after: SolveResult): ProvedChange {
  const facts = {
    change,
    nodes: { before: before.nodeClaims.length, after: after.nodeClaims.length },
    usdPerHour: { before: usdPerHour(before), after: usdPerHour(after) },
  };
  return { ...facts, message: explainChange(facts) };
}

const usdPerHour = ({ nodeClaims }: SolveResult): number =>
  rounded(nodeClaims.reduce((sum, { launch }) => sum + (launch?.usdPerHour ?? 0), 0));

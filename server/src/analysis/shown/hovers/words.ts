/** Pieces of hovers: Markdown that text of a manifest cannot break, amounts, and what they take for granted. */
import type { Bill } from '../../../cost/bill';
import { formatCount, formatUsdPerMonth } from '../money';
import type { ClusterState, ReadyCluster, Subject } from './ask';

/** User's text in a code span: a backtick inside would end it. */
export const code = (text: string): string => `\`${text.replace(/[`\r\n]/g, ' ')}\``;

export const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');

export const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

export const counted = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A month's dollars; "at least" where something is not known. */
export const monthly = (
  { usdPerMonth, isLowerBound }: Pick<Bill, 'usdPerMonth' | 'isLowerBound'>,
  label: string,
) => `${isLowerBound ? 'at least ' : ''}${formatUsdPerMonth(usdPerMonth, label)}`;

export const percent = (share: number): string =>
  share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;

/** The last line of a hover with amounts: where they come from, and the way to the panel, which has it at length. */
export const priceLine = (ready: ReadyCluster, subject: Subject): string =>
  lastLine(ready.preview.cost.basis, ready, subject);

/** The last line of a hover without amounts. */
export const placeLine = (ready: ReadyCluster, subject: Subject): string => lastLine([], ready, subject);

function lastLine(facts: readonly string[], { isStale, linkTo }: ReadyCluster, subject: Subject): string {
  const said = [...facts, ...(isStale ? [STALE] : [])].map(plain).join(' · ');
  const link = linkTo ? `[Show in the simulation](${linkTo(subject)})` : '';
  return [said === '' ? '' : `_${said}_`, link].filter((part) => part !== '').join(' · ');
}

const STALE = 'before the last edit, being simulated again';

/** The text for a cluster whose simulation is there, else what is to be said meanwhile. */
export function whenReady(state: ClusterState, title: string, text: (ready: ReadyCluster) => string): string {
  if (state.state === 'running') return paragraphs(title, 'Simulating the cluster… hover again in a moment.');
  if (state.state === 'failed')
    return paragraphs(title, plain(state.message), state.hint === undefined ? '' : plain(state.hint));
  return paragraphs(title, text(state));
}

/** Pieces of hovers: Markdown that text of a manifest cannot break, amounts, and what they take for granted. */
import type { Bill } from '../../../cost/bill';
import { formatUsdPerMonth, isUnknown } from '../money';
import { counted } from '../../../util/thousands';
import type { Place } from '../preview';
import type { ClusterState, ReadyCluster, Subject } from './ask';

/** User's text in a code span: a backtick inside would end it. */
export const code = (text: string): string => `\`${text.replace(/[`\r\n]/g, ' ')}\``;

export const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&');

export const paragraphs = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n');

export { counted };

/** A month's dollars; "at least" where something is not known. */
export const monthly = (amount: Pick<Bill, 'usdPerMonth' | 'isLowerBound'>, label: string): string =>
  isUnknown(amount)
    ? 'cost not known'
    : `${amount.isLowerBound ? 'at least ' : ''}${formatUsdPerMonth(amount.usdPerMonth, label)}`;

/** A name that leads to the line where it is written. Files alone have an address that every editor opens. */
export function linked(name: string, place: Place | undefined): string {
  if (!place?.uri.startsWith('file:')) return code(name);
  const address = place.uri.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
  return `[${code(name)}](${address}#L${place.line + 1})`;
}

export const percent = (share: number): string =>
  share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`;

/** The last line: what the numbers of the simulation come from, and the way to the panel, which has them at length. */
export function basisLine({ preview, isStale, linkTo }: ReadyCluster, subject: Subject): string {
  const said = [...preview.cost.basis, ...(isStale ? [STALE] : [])].map(plain).join(' · ');
  return `_${said}_${linkTo ? ` · [Show in the simulation](${linkTo(subject)})` : ''}`;
}

/** Of a pool whose node class is not there. */
export const lacksClassText = (nodeClass: string): string =>
  `**No instance type** is left: its EC2NodeClass ${code(nodeClass)} is not among the files, or is refused.`;

const STALE = 'before the last edit, being simulated again';

/** The text for a cluster whose simulation is there, else what is to be said meanwhile. */
export function whenReady(state: ClusterState, title: string, text: (ready: ReadyCluster) => string): string {
  if (state.state === 'running') return paragraphs(title, 'Simulating the cluster… hover again in a moment.');
  if (state.state === 'failed')
    return paragraphs(title, plain(state.message), state.hint === undefined ? '' : plain(state.hint));
  return paragraphs(title, text(state));
}

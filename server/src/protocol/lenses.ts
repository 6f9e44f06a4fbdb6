/** `textDocument/codeLens` and `textDocument/inlayHint`: from the last result, at once; what an edit moved is moved along
 *  until the next result is there, so that nothing flickers. */
import type { CodeLens, InlayHint, Range } from 'vscode-languageserver';
import { priceLabel, type InlayMark } from '../analysis/shown/inlayMarks';
import type { LensMark } from '../analysis/shown/lensMarks';
import { lensTitle } from '../analysis/shown/lenses';
import { positionShift, type Shift } from '../analysis/shown/shift';
import { uriKey } from '../analysis/uris';
import { contains, type WorkspaceFile } from '../analysis/workspace';
import type { Position } from '../model/finding';
import type { FindingsSource } from './findings';
import type { OpenPanelArgument } from './requests';
import type { Details } from './details';
import type { Settings } from './settings';
import type { Solved } from './solves';

export interface LensHost extends FindingsSource {
  readonly details: Details;
  /** The client's command that opens the panel; undefined: lenses do nothing. */
  readonly openPanelCommand: string | undefined;
}

export function codeLenses(host: LensHost, uri: string): CodeLens[] {
  const file = host.workspace.file(uri);
  const cluster = file && host.workspace.clusterOf(uri);
  const solved = cluster && host.solves.latest(cluster.name);
  if (!file || !cluster || !solved?.outcome.ok) return [];
  const { lenses, preview } = solved.outcome.value;
  const details = host.details.latest(cluster.name)?.details;
  const shift = shiftOf(solved.texts, file, 'after');
  const shown = shownKinds(host.settings.of(uri));
  return lenses.flatMap((mark) => {
    if (!shown.has(mark.kind) || uriKey(mark.uri) !== file.key) return [];
    const title = lensTitle(mark, preview, details);
    const start = shift(mark.range.start);
    if (title === undefined || !start) return [];
    return [{ range: { start, end: start }, command: { title, ...opening(host, mark, cluster.name) } }];
  });
}

function opening(
  { openPanelCommand }: LensHost,
  { kind, name }: LensMark,
  cluster: string,
): { command: string; arguments?: [OpenPanelArgument] } {
  if (openPanelCommand === undefined) return { command: '' };
  const target = kind === 'pool' ? { nodePool: name } : { workload: name };
  return { command: openPanelCommand, arguments: [{ cluster, ...target }] };
}

const shownKinds = ({ lenses }: Settings): ReadonlySet<LensMark['kind']> =>
  new Set([
    ...(lenses.nodePools ? (['pool'] as const) : []),
    ...(lenses.workloads ? (['workload'] as const) : []),
    ...(lenses.scalers ? (['scaler'] as const) : []),
  ]);

export function inlayHints(host: LensHost, uri: string, range: Range): InlayHint[] {
  const file = host.workspace.file(uri);
  const cluster = file && host.workspace.clusterOf(uri);
  const known = cluster && host.details.latest(cluster.name);
  if (!file || !known || !host.settings.of(uri).isShowingPrices) return [];
  const label = currencyLabelOf(host.solves.latest(cluster.name));
  const shift = shiftOf(known.texts, file, 'before');
  const tooltip = known.details.priceBasis.join(' · ');
  return known.details.inlays.flatMap((mark) => {
    if (uriKey(mark.uri) !== file.key) return [];
    const position = shift(mark.position);
    return position && contains(range, position) ? [{ ...toHint(mark, position, label), tooltip }] : [];
  });
}

/** As in the bill. */
const currencyLabelOf = (solved: Solved | undefined): string =>
  solved?.outcome.ok ? solved.outcome.value.preview.cost.currencyLabel : '$';

const toHint = (mark: InlayMark, position: Position, currencyLabel: string): InlayHint => ({
  position,
  label: priceLabel(mark, currencyLabel),
  paddingLeft: true,
});

const shiftOf = (
  texts: ReadonlyMap<string, string>,
  { key, text }: WorkspaceFile,
  stays: 'before' | 'after',
): Shift => positionShift(texts.get(key) ?? text, text, stays);

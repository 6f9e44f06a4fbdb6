/** `textDocument/hover`: documentation of the field or value, then what the last simulation knows of it, as one text; never
 *  waits for a simulation. */
import { type Hover, type HoverParams, MarkupKind, type Position } from 'vscode-languageserver';
import type { ClusterState, Subject } from '../analysis/shown/hovers/ask';
import { factsAt, type FactsHover } from '../analysis/shown/hovers/facts';
import { poolAt, poolHover } from '../analysis/shown/hovers/pool';
import type { WorkspaceFile } from '../analysis/workspace';
import { fieldHover } from '../authoring/hover';
import type { RegionSource } from '../authoring/values/value';
import type { OpenPanelArgument } from './requests';
import type { Session } from './session';
import { karpenterVersionOf, surroundingsOf } from './surroundings';

export function hover(session: Session, regions: RegionSource, params: HoverParams): Hover | null {
  const { position, textDocument } = params;
  const file = session.workspace.file(textDocument.uri);
  if (!file) return null;
  const manifests = session.workspace.manifestsAround(file, position.line);
  const field = fieldHover({
    ...{ manifests, position },
    karpenterVersion: karpenterVersionOf(session, file.uri),
    surroundings: surroundingsOf(session, regions, file),
  });
  const facts = factsOf(session, file, manifests, position);
  const range = field?.range ?? facts?.range;
  if (!range) return null;
  const value = [field?.markdown, facts?.markdown].filter((part) => part !== undefined).join('\n\n---\n\n');
  return { contents: { kind: MarkupKind.Markdown, value }, range };
}

function factsOf(
  session: Session,
  file: WorkspaceFile,
  manifests: WorkspaceFile['manifests'],
  position: Position,
): FactsHover | undefined {
  const cluster = (): ClusterState => stateOf(session, file.uri);
  const pool = poolAt(session.workspace.pools(file), position);
  if (pool) return { markdown: poolHover(pool.name, cluster()), range: pool.range };
  return factsAt(manifests, position, { cluster, time: session.wallTime(file.uri) });
}

const NO_CLUSTER = {
  state: 'failed',
  message: 'This file belongs to no cluster: there is no NodePool that can be read in its folder or above.',
  hint: 'The setting dryfit.clusters can say which files make a cluster.',
} as const;

const UNSAVED = {
  state: 'failed',
  message: 'This file belongs to no cluster: it is not saved yet, and there is no NodePool in it.',
} as const;

function stateOf({ workspace, solves, details, openPanelCommand }: Session, uri: string): ClusterState {
  const cluster = workspace.clusterOf(uri);
  if (!cluster) return uri.startsWith('untitled:') ? UNSAVED : NO_CLUSTER;
  const solved = solves.latest(cluster.name);
  const isCurrent = solved !== undefined && solves.isCurrent(solved);
  if (!isCurrent) void solves.solve(cluster.name, 'spec');
  if (!solved || (!isCurrent && !solved.outcome.ok)) return { state: 'running' };
  if (!solved.outcome.ok) return { state: 'failed', ...solved.outcome.failure };
  return {
    state: 'ready',
    cluster: cluster.name,
    preview: solved.outcome.value.preview,
    details: details.latest(cluster.name)?.details,
    isStale: !isCurrent,
    ...(openPanelCommand === undefined
      ? {}
      : {
          linkTo: (subject: Subject) => commandLink(openPanelCommand, { cluster: cluster.name, ...subject }),
        }),
  };
}

/** A link that runs a command of the editor; brackets would end it. */
function commandLink(command: string, argument: OpenPanelArgument): string {
  const encoded = encodeURIComponent(JSON.stringify([argument]));
  return `command:${command}?${encoded.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))}`;
}

/** `textDocument/hover`: the cost preview of a NodePool, from the last simulation; never waits for one. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import { poolAt, poolHover, type PoolState } from '../analysis/hover';
import type { FindingsSource } from './findings';

export function hover(source: FindingsSource, { textDocument, position }: HoverParams): Hover | null {
  const file = source.workspace.file(textDocument.uri);
  const pool = file && poolAt(source.workspace.pools(file), position);
  if (!pool) return null;
  const value = poolHover(pool.name, stateOf(source, textDocument.uri));
  return { contents: { kind: MarkupKind.Markdown, value }, range: pool.range };
}

function stateOf({ workspace, solves }: FindingsSource, uri: string): PoolState {
  const cluster = workspace.clusterOf(uri);
  if (!cluster)
    return {
      state: 'failed',
      message: 'This file belongs to no cluster.',
      hint: 'See the setting dryfit.clusters.',
    };
  const solved = solves.latest(cluster.name);
  const isCurrent = solved !== undefined && solves.isCurrent(solved);
  if (!isCurrent) void solves.solve(cluster.name, 'spec');
  if (!solved || (!isCurrent && !solved.outcome.ok)) return { state: 'running' };
  if (!solved.outcome.ok) return { state: 'failed', ...solved.outcome.failure };
  return {
    state: 'ready',
    cluster: cluster.name,
    preview: solved.outcome.value.preview,
    isStale: !isCurrent,
  };
}

/** B33: an ordinary taint among those that are expected to go away. */
import type { Manifest, Path } from '../../manifest/document';
import type { TextEdit } from '../../model/finding';
import { removeEntry, removeItem } from '../edits';
import { appendTaint } from '../taintEdits';
import { proposal } from '../proposals';
import type { ClusterGraph } from '../graph';
import { NODE_POOL } from '../kinds';
import { POOL_SPEC } from '../nodePoolView';
import { at, list, text } from '../read';
import { editRule } from '../rule';

/** What people call taints that stay. */
const LASTING = ['dedicated', 'nvidia.com/gpu', 'amd.com/gpu', 'team', 'workload', 'purpose'];

export const startupTaintRemoved = editRule({
  id: 'karpenter/startup-taint-removed',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'Startup taints are those that an agent removes.',
    why:
      'Karpenter ignores a startup taint when it places pods, and waits for something to remove it before the node counts ' +
      'as initialized. A taint that is meant to keep other pods off stays: pods that do not tolerate it never start, and ' +
      'the node is never consolidated. Such a taint belongs under `taints`.',
    source: 'https://github.com/kubernetes-sigs/karpenter/issues/1479',
  },
  check({ manifest, graph, report }) {
    for (const [index, taint] of list(at(manifest.value, ...POOL_SPEC, 'startupTaints')).entries()) {
      const key = text(at(taint, 'key'));
      if (key === undefined || !(LASTING.includes(key) || isTolerated(graph, key))) continue;
      const path = [...POOL_SPEC, 'startupTaints', index];
      report({
        path,
        shownAt: [...path, 'key'],
        message: `${key} reads as a taint that stays: as a startup taint something must remove it before the node is ready`,
        fixes: proposal('Move it to taints', () => moveToTaints(manifest, index, taint)),
      });
    }
  },
});

function moveToTaints(pool: Manifest, index: number, taint: unknown): readonly TextEdit[] {
  const list: Path = [...POOL_SPEC, 'startupTaints'];
  const removed = removeItem(pool, [...list, index]);
  const added = appendTaint(pool, 'taints', taint);
  const gone = removed.length > 0 ? removed : removeEntry(pool, list);
  return gone.length > 0 && added.length > 0 ? [...gone, ...added] : [];
}

/** Pods that end up beside a startup taint need no toleration of it, agents apart. */
const isTolerated = (graph: ClusterGraph, key: string): boolean =>
  graph
    .podSources()
    .some(
      ({ manifest, template }) =>
        manifest.kind !== 'DaemonSet' &&
        list(at(template, 'spec', 'tolerations')).some((one) => text(at(one, 'key')) === key),
    );

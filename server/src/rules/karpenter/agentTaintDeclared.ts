/** B32: an agent whose taint Karpenter does not expect. */
import { insertEntry } from '../edits';
import { DAEMON_SET, NODE_POOL } from '../kinds';
import { POOL_SPEC, taintsOf } from '../nodePoolView';
import { at, list, text } from '../read';
import { editRule } from '../rule';

const TAINT = 'node.cilium.io/agent-not-ready';

export const agentTaintDeclared = editRule({
  id: 'karpenter/agent-taint-declared',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'The taint that Cilium keeps on new nodes is among the startup taints.',
    why:
      'Cilium holds pods off a node by the taint `node.cilium.io/agent-not-ready` until its agent runs. When the pool does ' +
      'not list it under `startupTaints`, Karpenter takes the taint for a lasting one: pods do not fit the node that was ' +
      'launched for them, and another one is launched.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#cilium-startup-taint',
  },
  check({ manifest, graph, report }) {
    if (!graph.ofKind(DAEMON_SET).some(({ name }) => name === 'cilium')) return;
    const startup = list(at(manifest.value, ...POOL_SPEC, 'startupTaints'));
    const keys = [...startup.map((one) => text(at(one, 'key'))), ...taintsOf(manifest).map(({ key }) => key)];
    if (keys.includes(TAINT)) return;
    report({
      path: POOL_SPEC,
      mark: 'key',
      message: `DaemonSet "cilium" is among the files, and its taint ${TAINT} is no startup taint: surplus nodes may be launched`,
      fixes: () =>
        startup.length > 0
          ? []
          : [
              {
                title: `Add the startup taint ${TAINT}`,
                safe: false,
                edits: insertEntry(
                  manifest,
                  POOL_SPEC,
                  `startupTaints: [{ key: ${TAINT}, value: "true", effect: NoExecute }]`,
                ),
              },
            ],
    });
  },
});

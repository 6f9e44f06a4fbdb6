/** A container that looks at files of its node without mounting them. */
import { podSource } from '../graph';
import { WORKLOADS } from '../kinds';
import { containersIn, type PlacedContainer } from '../podView';
import { at, list, text, texts } from '../read';
import { editRule } from '../rule';

/** Paths that only a node has. */
const ON_NODE = /\/var\/lib\/kubelet\/[\w./-]+/;

export const hostPathMounted = editRule({
  id: 'pods/host-path-mounted',
  kinds: WORKLOADS,
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A container that reads files of the kubelet mounts them.',
    why:
      'A container sees its own file system. One that waits for a socket below `/var/lib/kubelet`, for example of a CSI ' +
      'driver, without a hostPath mount waits for good, on a node that is paid for. To hold pods back until a driver is ' +
      'ready, list its taint among the `startupTaints` of the NodePool: `ebs.csi.aws.com/agent-not-ready` for EBS.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecstartuptaints',
  },
  check({ manifest, report }) {
    const source = podSource(manifest);
    const all = [...containersIn(source, 'initContainers'), ...containersIn(source, 'containers')];
    for (const container of all) {
      const path = ON_NODE.exec(commandOf(container))?.[0];
      if (path === undefined || mounts(container).some((mount) => path.startsWith(mount))) continue;
      report({
        path: container.path,
        shownAt: [...container.path, 'name'],
        message: `container ${container.name} looks for ${path}, which is a file of the node, and mounts nothing there: it never sees it`,
      });
    }
  },
});

const commandOf = ({ value }: PlacedContainer): string =>
  [...texts(at(value, 'command')), ...texts(at(value, 'args'))].join(' ');

const mounts = ({ value }: PlacedContainer): readonly string[] =>
  list(at(value, 'volumeMounts')).flatMap((mount) => text(at(mount, 'mountPath')) ?? []);

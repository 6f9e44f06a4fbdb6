/** `--node-groups`: a table of the Cluster Autoscaler's groups in one word. */
import type { NodeGroupSpec } from '../strategies/types';
import { failed, success, type Outcome } from '../util/outcome';

/** `m6i.xlarge=1-20,r6i.large=0-5:spot`: type, least and most nodes, the first to grow first. */
export function parseNodeGroups(text: string): Outcome<readonly NodeGroupSpec[]> {
  const groups: NodeGroupSpec[] = [];
  for (const part of text.split(',').filter((one) => one !== '')) {
    const [, instanceType, least, most, spot] = /^([\w.-]+)=(\d+)-(\d+)(:spot)?$/.exec(part) ?? [];
    const minSize = Number(least);
    const maxSize = Number(most);
    if (instanceType === undefined || maxSize < 1 || minSize > maxSize)
      return failed(
        `--node-groups ${part}: write TYPE=MIN-MAX, such as m6i.xlarge=1-20 or r6i.large=0-5:spot`,
      );
    groups.push({ instanceType, minSize, maxSize, ...(spot === undefined ? {} : { spot: true }) });
  }
  return success(groups);
}

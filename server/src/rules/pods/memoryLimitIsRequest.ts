/** F2: memory that may be used and is not reserved. */
import { replaceSource } from '../edits';
import { proposal } from '../proposals';
import { podSource } from '../graph';
import { SERVICES } from '../kinds';
import { containersIn } from '../podView';
import { at, scalarText } from '../read';
import { wholeUnits } from '../../util/quantity';
import { editRule } from '../rule';

export const memoryLimitIsRequest = editRule({
  id: 'pods/memory-limit-is-request',
  kinds: SERVICES,
  severity: 'hint',
  fixable: true,
  docs: {
    summary: 'The memory limit of a container equals its request.',
    why:
      'Consolidation packs nodes until the requests fill them. What containers use above their request is then not ' +
      'there: when several burst at once the kernel kills one. CPU is only throttled, so this is about memory alone.',
    source: 'https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html',
  },
  check({ manifest, report }) {
    for (const container of containersIn(podSource(manifest), 'containers')) {
      const request = scalarText(at(container.value, 'resources', 'requests', 'memory'));
      const limit = scalarText(at(container.value, 'resources', 'limits', 'memory'));
      if (request === undefined || limit === undefined) continue;
      const [requestBytes, limitBytes] = [wholeUnits(request), wholeUnits(limit)];
      if (requestBytes === undefined || limitBytes === undefined || limitBytes <= requestBytes) continue;
      report({
        path: [...container.path, 'resources', 'limits', 'memory'],
        message: `limit ${limit} is above the request of ${request}: the difference is not reserved on a packed node`,
        fixes: proposal(`Request ${limit}`, () =>
          replaceSource(
            manifest,
            [...container.path, 'resources', 'requests', 'memory'],
            /^\d+[A-Za-z]+$/.test(limit) ? limit : JSON.stringify(limit),
          ),
        ),
      });
    }
  },
});

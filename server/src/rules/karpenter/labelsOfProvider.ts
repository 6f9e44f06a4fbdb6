/** Labels of EKS Auto Mode in a pool of Karpenter's, and the other way round. */
import {
  AUTO_MODE_GROUP,
  AUTO_MODE_LABELS,
  autoModeLabelFor,
  karpenterLabelFor,
} from '../../model/autoModeLabels';
import { WELL_KNOWN_LABELS } from '../../model/wellKnownLabels';
import { nearestWord } from '../../util/nearest';
import { replaceValue } from '../edits';
import { NODE_POOL } from '../kinds';
import { POOL_SPEC, requirementsOf } from '../nodePoolView';
import { at, text } from '../read';
import { editRule } from '../rule';

export const labelsOfProvider = editRule({
  id: 'karpenter/labels-of-provider',
  kinds: [NODE_POOL],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Requirements use the labels of whoever launches the nodes: Karpenter or EKS Auto Mode.',
    why:
      'Karpenter labels instances with `karpenter.k8s.aws/instance-…`, EKS Auto Mode with `eks.amazonaws.com/instance-…`; ' +
      'the rest of the name is the same. To the other one such a label is unknown: it chooses no instance type by it. ' +
      'Auto Mode runs Linux only and does not support `kubernetes.io/os`. Labels of Auto Mode that its documentation does ' +
      'not list are left alone unless they look misspelt.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html',
  },
  check({ manifest, report }) {
    const group = text(at(manifest.value, ...POOL_SPEC, 'nodeClassRef', 'group'));
    if (group === undefined) return;
    const judge = group === AUTO_MODE_GROUP ? inAutoMode : inKarpenter;
    for (const { path, key } of requirementsOf(manifest)) {
      const found = judge(key);
      if (!found) continue;
      const { message, severity, instead } = found;
      const at = [...path, 'key'];
      report({
        path: at,
        message,
        ...(severity ? { severity } : {}),
        fixes: () =>
          instead === undefined
            ? []
            : [{ title: `Change to ${instead}`, safe: false, edits: replaceValue(manifest, at, instead) }],
      });
    }
  },
});

interface Misplaced {
  readonly message: string;
  readonly severity?: 'info';
  readonly instead?: string;
}

const NO_WINDOWS = ['kubernetes.io/os', 'node.kubernetes.io/windows-build'];

function inAutoMode(key: string): Misplaced | undefined {
  if (NO_WINDOWS.includes(key))
    return { severity: 'info', message: `EKS Auto Mode does not support ${key}: it runs Linux only` };
  const instead = autoModeLabelFor(key);
  if (instead) return { message: `EKS Auto Mode has no ${key}: its label is ${instead}`, instead };
  if (key.startsWith('karpenter.k8s.aws/'))
    return { message: `EKS Auto Mode documents no label like ${key}, which is Karpenter's` };
  if (!key.startsWith(`${AUTO_MODE_GROUP}/`) || AUTO_MODE_LABELS.includes(key)) return undefined;
  const near = nearestName(key);
  return near
    ? { message: `EKS Auto Mode documents no ${key}; did you mean ${near}?`, instead: near }
    : undefined;
}

/** The prefix, which all share, would make everything look alike. */
function nearestName(key: string): string | undefined {
  const names = AUTO_MODE_LABELS.map((label) => label.slice(AUTO_MODE_GROUP.length + 1));
  const near = nearestWord(key.slice(AUTO_MODE_GROUP.length + 1), names);
  return near && `${AUTO_MODE_GROUP}/${near}`;
}

function inKarpenter(key: string): Misplaced | undefined {
  const instead = karpenterLabelFor(key);
  return instead && WELL_KNOWN_LABELS.has(instead)
    ? { message: `${key} is a label of EKS Auto Mode: Karpenter's is ${instead}`, instead }
    : undefined;
}

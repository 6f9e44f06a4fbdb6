/** What the Cluster Autoscaler is told: by its own flags, in a Deployment among the files, and by tags of the groups. */
import type { Manifest } from '../../manifest/document';
import { listAt, textAt, textsAt } from '../../manifest/fields';
import { goDurationNanos } from '../../util/goDuration';
import type { DraftNote } from '../draft';
import { autoscalerTags, type NodeGroup } from './group';

export interface AutoscalerSettings {
  /** How long a node is left that is not needed, as consolidateAfter has it: a duration or "Never". */
  readonly idleTime: string;
}

/** @source kubernetes/autoscaler cluster-autoscaler/FAQ.md: --scale-down-unneeded-time */
const DEFAULT_IDLE = '10m';

export interface AutoscalerFlags extends AutoscalerSettings {
  /** On flags that mean nothing to Karpenter. */
  readonly notes: readonly DraftNote[];
}

/** The flags of the first Cluster Autoscaler among the objects; its defaults without one. */
export function autoscalerFlags(manifests: readonly Manifest[]): AutoscalerFlags {
  const flags = manifests.map(flagsOf).find((found) => found.size > 0) ?? new Map<string, string>();
  const isOff = flags.get('scale-down-enabled') === 'false';
  return {
    idleTime: isOff ? 'Never' : (consolidateAfter(flags.get('scale-down-unneeded-time')) ?? DEFAULT_IDLE),
    notes: [...flags].flatMap(([flag, value]) => {
      const why = WITHOUT_PLACE[flag];
      const path = 'spec.disruption';
      return why === undefined
        ? []
        : { severity: 'info' as const, path, message: `--${flag}=${value}: ${why}` };
    }),
  };
}

/** A tag of the group counts more than the flag. */
export function settingsOf(group: NodeGroup, flags: AutoscalerSettings): AutoscalerSettings {
  const tags = autoscalerTags(group, 'node-template/autoscaling-options');
  return { idleTime: consolidateAfter(tags['scaledownunneededtime']) ?? flags.idleTime };
}

const WITHOUT_PLACE: Readonly<Record<string, string>> = {
  'scale-down-utilization-threshold':
    'Karpenter removes or replaces a node when that is cheaper, not below a share of use',
  'scale-down-unready-time': 'Karpenter repairs unready nodes with its feature gate NodeRepair',
  'scale-down-delay-after-add': 'Karpenter waits consolidateAfter since the last pod came or went',
  'max-node-provision-time': 'Karpenter gives up a node that has not registered after 15 minutes',
  expander: 'Karpenter takes the cheapest types; weights order the pools',
  'balance-similar-node-groups': 'topologySpreadConstraints of the pods spread them over zones',
  'skip-nodes-with-local-storage':
    'Karpenter evicts pods with emptyDir; the annotation karpenter.sh/do-not-disrupt keeps them',
  'skip-nodes-with-system-pods':
    'Karpenter evicts pods of kube-system too, as their PodDisruptionBudgets allow',
};

/** `--flag=value` and `--flag value` of a container that runs the autoscaler. */
function flagsOf({ kind, value }: Manifest): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  if (kind !== 'Deployment') return flags;
  for (const container of listAt(value, 'spec', 'template', 'spec', 'containers')) {
    const words = [...textsAt(container, 'command'), ...textsAt(container, 'args')];
    if (!/cluster-autoscaler/.test(`${textAt(container, 'image') ?? ''} ${words[0] ?? ''}`)) continue;
    for (const [index, word] of words.entries()) {
      const [, name, given] = /^--?([a-z][a-z-]*)(?:=(.*))?$/.exec(word) ?? [];
      const next = words[index + 1];
      if (name !== undefined) flags.set(name, given ?? (next?.startsWith('-') === false ? next : 'true'));
    }
  }
  return flags;
}

/** A duration as the schema of NodePools takes it: hours, minutes and seconds. */
function consolidateAfter(text: string | undefined): string | undefined {
  const nanos = text === undefined ? undefined : goDurationNanos(text);
  if (nanos === undefined || nanos < 0n) return undefined;
  const seconds = Number(nanos / 1_000_000_000n);
  if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 && seconds > 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** CronJobs that run `kubectl scale` or `kubectl patch`: how people schedule warm pools. */
import { isTrueAt, listAt, textAt, textsAt, valueAt } from '../../manifest/fields';
import { kubectlCommands, type KubectlCommand } from '../../manifest/kubectl';
import { groupKind, type ObjectId } from '../../manifest/objectId';
import { parseCron } from '../../model/cron';
import { UTC, zoneClock } from '../../model/zoneClock';
import type { ScalingEffect, ScheduledScaling } from './changes';

/** The scalings of a CronJob; none for another kind, or one that runs something else.
 *  @source kubernetes/kubernetes pkg/controller/cronjob/cronjob_controllerv2.go@v1.35 */
export function decodeScalingCronJob(value: unknown, id: ObjectId): readonly ScheduledScaling[] {
  if (groupKind(id) !== 'batch/CronJob' || isTrueAt(value, 'spec', 'suspend')) return [];
  const schedule = parseCron(textAt(value, 'spec', 'schedule') ?? '');
  const zone = textAt(value, 'spec', 'timeZone');
  const clock = zone === undefined ? UTC : zoneClock(zone);
  if (!schedule.ok || !clock) return [];
  const pod = valueAt(value, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  const effects = listAt(pod, 'containers').flatMap((container) =>
    effectsOf([...textsAt(container, 'command'), ...textsAt(container, 'args')].join(' '), id.namespace),
  );
  return effects.map((effect) => ({
    ...{ name: `CronJob/${id.name}`, schedule: { cron: schedule.cron, seconds: [0] }, clock },
    ...{ excluded: [], isOnce: false, effect },
  }));
}

/** What the kubectl commands in a text set, in order. */
export const effectsOf = (text: string, namespace: string): readonly ScalingEffect[] =>
  kubectlCommands(text, namespace).flatMap(effectOf);

function effectOf({ verb, target, flags }: KubectlCommand): readonly ScalingEffect[] {
  const replicas = Number(flags.replicas);
  if (verb === 'scale')
    return flags.replicas !== undefined && Number.isInteger(replicas) && replicas >= 0
      ? [{ kind: 'replicas', target, replicas }]
      : [];
  return verb === 'patch' ? patchOf(target, flags.patch ?? flags.p ?? '') : [];
}

/** The fields are unique enough to be found in JSON and YAML alike. */
function patchOf(target: ObjectId, patch: string): readonly ScalingEffect[] {
  const numberOf = (name: string): number | undefined => {
    const digits = new RegExp(`\\b${name}["']?\\s*:\\s*(\\d+)`).exec(patch)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  const [min, max] = [numberOf('minReplicas(?:Count)?'), numberOf('maxReplicas(?:Count)?')];
  const replicas = numberOf('replicas');
  if (min !== undefined || max !== undefined)
    return [
      {
        kind: 'bounds',
        target,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      },
    ];
  return replicas === undefined ? [] : [{ kind: 'replicas', target, replicas }];
}

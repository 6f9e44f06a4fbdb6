/** CronHorizontalPodAutoscalers of autoscaling.alibabacloud.com: sizes by schedules of six fields, seconds first, in the time
 *  zone of their controller.
 *  @source AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go */
import { integerAt, isTrueAt, listAt, textAt, textsAt, valueAt } from '../../manifest/fields';
import { groupKind, groupOf, type ObjectId } from '../../manifest/objectId';
import { parseCron } from '../../model/cron';
import type { OffsetAt } from '../../model/zoneClock';
import type { ScalingEffect, ScheduledScaling } from './changes';

/** The scalings of a CronHPA; none for another kind. Jobs whose schedule cannot be read are left out.
 *  @param clock  of the controller's time zone */
export function decodeCronHpa(value: unknown, id: ObjectId, clock: OffsetAt): readonly ScheduledScaling[] {
  if (groupKind(id) !== 'autoscaling.alibabacloud.com/CronHorizontalPodAutoscaler') return [];
  const spec = valueAt(value, 'spec');
  const target = targetOf(valueAt(spec, 'scaleTargetRef'), id.namespace);
  if (!target) return [];
  const excluded = textsAt(spec, 'excludeDates').flatMap((text) => sixFields(text)?.cron ?? []);
  return listAt(spec, 'jobs').flatMap((job) => {
    const schedule = sixFields(textAt(job, 'schedule') ?? '');
    const replicas = integerAt(job, 'targetSize');
    if (!schedule || replicas === undefined) return [];
    const kind = target.kind === 'HorizontalPodAutoscaler' ? 'through-hpa' : 'replicas';
    const effect: ScalingEffect = { kind, target, replicas };
    const name = `CronHorizontalPodAutoscaler/${id.name} ${textAt(job, 'name') ?? ''}`.trim();
    return [{ name, ...schedule, clock, excluded, isOnce: isTrueAt(job, 'runOnce'), effect }];
  });
}

function targetOf(ref: unknown, namespace: string): ObjectId | undefined {
  const [kind, name] = [textAt(ref, 'kind'), textAt(ref, 'name')];
  if (!kind || !name) return undefined;
  return { group: groupOf(textAt(ref, 'apiVersion') ?? ''), kind, namespace, name };
}

/** A schedule with seconds; of those that fire several times a minute, the first counts: the size is the same. */
function sixFields(text: string): Pick<ScheduledScaling, 'cron' | 'secondOfMinute'> | undefined {
  const fields = text.trim().split(/\s+/);
  const isShort = text.startsWith('@') || fields.length === 5;
  const second = isShort ? 0 : Number(/^\d+/.exec(fields[0] ?? '')?.[0] ?? '0');
  const parsed = parseCron(isShort ? text : fields.slice(1).join(' '));
  return parsed.ok && second < 60 ? { cron: parsed.cron, secondOfMinute: second } : undefined;
}

/** CronHorizontalPodAutoscalers of autoscaling.alibabacloud.com: sizes by schedules with seconds, in the time zone of their
 *  controller.
 *  @source AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go */
import { integerAt, isTrueAt, listAt, textAt, textsAt, valueAt } from '../../manifest/fields';
import { groupKind, groupOf, type ObjectId } from '../../manifest/objectId';
import { parseSecondCron, type SecondCron } from '../../model/secondCron';
import type { OffsetAt } from '../../model/zoneClock';
import type { ScalingEffect, ScheduledScaling } from './changes';

export const CRON_HPA = 'autoscaling.alibabacloud.com/CronHorizontalPodAutoscaler';

/** The scalings of a CronHPA; none for another kind. Jobs whose schedule cannot be read are left out.
 *  @param clock  of the controller's time zone */
export function decodeCronHpa(value: unknown, id: ObjectId, clock: OffsetAt): readonly ScheduledScaling[] {
  if (groupKind(id) !== CRON_HPA) return [];
  const spec = valueAt(value, 'spec');
  const target = targetOf(valueAt(spec, 'scaleTargetRef'), id.namespace);
  if (!target) return [];
  const excluded = textsAt(spec, 'excludeDates').flatMap((text) => readSchedule(text) ?? []);
  return listAt(spec, 'jobs').flatMap((job) => {
    const schedule = readSchedule(textAt(job, 'schedule') ?? '');
    const replicas = integerAt(job, 'targetSize');
    if (!schedule || replicas === undefined) return [];
    const kind = target.kind === 'HorizontalPodAutoscaler' ? 'through-hpa' : 'replicas';
    const effect: ScalingEffect = { kind, target, replicas };
    const name = `CronHorizontalPodAutoscaler/${id.name} ${textAt(job, 'name') ?? ''}`.trim();
    return [{ name, schedule, clock, excluded, isOnce: isTrueAt(job, 'runOnce'), effect }];
  });
}

function readSchedule(text: string): SecondCron | undefined {
  const parsed = parseSecondCron(text);
  return parsed.ok ? parsed.schedule : undefined;
}

function targetOf(ref: unknown, namespace: string): ObjectId | undefined {
  const [kind, name] = [textAt(ref, 'kind'), textAt(ref, 'name')];
  if (!kind || !name) return undefined;
  return { group: groupOf(textAt(ref, 'apiVersion') ?? ''), kind, namespace, name };
}

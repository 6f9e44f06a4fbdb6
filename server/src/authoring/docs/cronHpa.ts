/** CronHorizontalPodAutoscaler (autoscaling.alibabacloud.com/v1beta1).
 *  @source AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go@31c63be */
import type { FieldDocs } from './fieldDoc';

export const CRON_HPA: FieldDocs = {
  spec: 'Sets the replicas of a workload at given times.',
  'spec.scaleTargetRef':
    'Workload that is scaled, in the same namespace. With an HPA on the same workload, name the HPA here: the two would work against each other.',
  'spec.scaleTargetRef.apiVersion': {
    text: 'API group and version of the target, such as `apps/v1`.',
    constraint: 'with a group',
  },
  'spec.scaleTargetRef.kind':
    'Kind of the target. For `HorizontalPodAutoscaler`, minimum and maximum of the HPA are moved as far as the size needs it; its replicas are raised, never lowered at once.',
  'spec.scaleTargetRef.name': 'Name of the target.',
  'spec.excludeDates':
    'Days on which nothing is done, as schedules of six fields: `* * * 25 12 *` is Christmas Day.',
  'spec.excludeDates[]': 'One such schedule; one that does not parse is ignored.',
  'spec.jobs': 'What is set, and when.',
  'spec.jobs[]': 'One change of size.',
  'spec.jobs[].name': { text: 'Name of the job.', constraint: 'unique in the list' },
  'spec.jobs[].schedule':
    'Six cron fields, seconds first (`0 0 8 * * 1-5` is 8 o’clock on weekdays), a shorthand such as `@daily`, `@every 1h30m`, or `@date 2026-12-24 08:00:00`. In the time zone of the controller.',
  'spec.jobs[].targetSize': 'Replicas to set.',
  'spec.jobs[].runOnce': { text: 'Only the first time.', default: '`false`' },
  status: 'What was done last; written by the controller.',
};

/** Pod templates of workloads.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodTemplateSpec @v1.35.4 */
import { checkAnnotations, checkLabels } from '../labels';
import type { Problems } from '../problems';
import { record, records, textMap, type Fields } from '../read';
import { checkPodSpec, type PodContext } from './podSpec';
import { checkPodAnnotations } from './security';

/** A template. Problems of its metadata are reported beside the specification: `template.labels`, not `template.metadata.labels`. */
export function checkTemplate(
  problems: Problems,
  template: Fields,
  path: string,
  context: Partial<PodContext> = {},
): void {
  const metadata = record(template, 'metadata');
  const spec = record(template, 'spec');
  checkLabels(problems, textMap(metadata, 'labels'), `${path}.labels`);
  checkAnnotations(problems, textMap(metadata, 'annotations'), `${path}.annotations`);
  checkPodAnnotations(problems, metadata, spec, `${path}.annotations`);
  checkPodSpec(problems, spec, { isPod: false, podName: '', ...context }, `${path}.spec`);
  if (records(spec, 'ephemeralContainers').length > 0)
    problems.forbidden(`${path}.spec.ephemeralContainers`, 'a template has none');
}

/** What an update of a workload is compared with: the pods of the stored one. */
export const storedPods = (old: Fields | undefined): Partial<PodContext> =>
  old ? { old: record(record(record(old, 'spec'), 'template'), 'spec') } : {};

/** The labels of a template. */
export function templateLabels(template: Fields): ReadonlyMap<string, string> {
  return textMap(record(template, 'metadata'), 'labels');
}

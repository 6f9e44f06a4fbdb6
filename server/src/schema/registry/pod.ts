/** Pod, created by hand.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodCreate @v1.35.4 */
import { checkPodSpec } from './pod/podSpec';
import { checkPodAnnotations } from './pod/security';
import { Problems, type BuiltinProblem } from './problems';
import { asRecord, isSet, items, record, records, text, type Fields } from './read';

export function validatePod(object: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const metadata = record(object, 'metadata');
  const spec = withDefaultRequests(record(object, 'spec'));
  checkPodAnnotations(problems, metadata, spec, 'metadata.annotations');
  checkPodSpec(problems, spec, { isPod: true, podName: text(metadata, 'name') }, 'spec');
  for (const list of ['containers', 'initContainers']) {
    records(spec, list).forEach((container, index) =>
      checkImageBlanks(problems, container, `spec.${list}[${index}].image`),
    );
  }
  if (records(spec, 'ephemeralContainers').length > 0)
    problems.forbidden('spec.ephemeralContainers', 'they are added to running pods only');
  if (text(spec, 'nodeName') !== '' && items(spec, 'schedulingGates').length > 0) {
    problems.forbidden('spec.nodeName', 'a pod with scheduling gates is not yet on a node');
  }
  return problems.list;
}

function checkImageBlanks(problems: Problems, container: Fields, path: string): void {
  const image = text(container, 'image');
  if (image.trim() !== image) problems.invalid(path, image, 'blanks at its ends are not allowed');
}

/** Limits stand in for requests that are not given.
 *  @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod @v1.35.4 */
function withDefaultRequests(spec: Fields): Fields {
  const filled = (list: string): Fields => {
    if (!isSet(spec, list)) return {};
    return { [list]: records(spec, list).map((container) => withRequests(container)) };
  };
  return { ...spec, ...filled('containers'), ...filled('initContainers') };
}

function withRequests(container: Fields): Fields {
  const resources = record(container, 'resources');
  if (!isSet(resources, 'limits')) return container;
  const requests = { ...asRecord(resources['limits']), ...asRecord(resources['requests']) };
  return { ...container, resources: { ...resources, requests } };
}

/** Pod, created or changed by hand.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodCreate, ValidatePodUpdate @v1.35.4 */
import { checkImageBlanks } from './pod/containers';
import { withPodDefaults } from './pod/podDefaults';
import { checkPodSpec } from './pod/podSpec';
import { checkPodAnnotations } from './pod/security';
import { checkPodUpdate } from './podUpdate';
import { Problems, type BuiltinProblem } from './problems';
import { integer, items, record, records, text, type Fields } from './read';

const GRACE = 'terminationGracePeriodSeconds';

export function validatePod(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const metadata = record(object, 'metadata');
  const spec = defaultedSpec(object);
  checkPodAnnotations(problems, metadata, spec, 'metadata.annotations');
  checkPodSpec(
    problems,
    spec,
    { isPod: true, podName: text(metadata, 'name'), ...(old ? { old: record(old, 'spec') } : {}) },
    'spec',
  );
  for (const list of ['containers', 'initContainers']) {
    records(spec, list).forEach((container, index) =>
      checkImageBlanks(problems, container, `spec.${list}[${index}]`),
    );
  }
  if (old) checkPodUpdate(problems, spec, defaultedSpec(old));
  else checkNew(problems, spec);
  return problems.list;
}

const defaultedSpec = (pod: Fields): Fields => withGrace(withPodDefaults(record(pod, 'spec')));

function checkNew(problems: Problems, spec: Fields): void {
  if (records(spec, 'ephemeralContainers').length > 0)
    problems.forbidden('spec.ephemeralContainers', 'they are added to running pods only');
  if (text(spec, 'nodeName') !== '' && items(spec, 'schedulingGates').length > 0) {
    problems.forbidden('spec.nodeName', 'a pod with scheduling gates is not yet on a node');
  }
}

/** A negative grace period becomes a second, in pods but not in templates.
 *  @source kubernetes/kubernetes pkg/apis/core/v1/conversion.go Convert_v1_Pod_To_core_Pod @v1.35.4 */
function withGrace(spec: Fields): Fields {
  const isNegative = integer(spec, GRACE) < 0;
  return isNegative ? { ...spec, [GRACE]: 1 } : spec;
}

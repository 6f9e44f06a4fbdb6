/** NodeOverlay: requirements, and capacity that instance types have already.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1alpha1/nodeoverlay_validation.go@v1.14.1 */
import { record, records, texts, text, type Fields } from '../registry/read';
import type { SchemaProblem } from '../problem';
import { refusal } from './refusal';
import { requirementProblems } from './requirement';

/** Resources that come from the instance type. */
const OWN_RESOURCES = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'pods',
  'vpc.amazonaws.com/pod-eni',
  'aws.amazon.com/neuron',
  'aws.amazon.com/neuroncore',
  'habana.ai/gaudi',
  'vpc.amazonaws.com/efa',
]);

export function nodeOverlayRefusals(object: Fields): readonly SchemaProblem[] {
  const spec = record(object, 'spec');
  const requirements = records(spec, 'requirements').flatMap((requirement, index) => {
    // Overlays know no minValues.
    const problems = requirementProblems({ ...requirement, minValues: undefined });
    if (text(requirement, 'operator') === 'NotIn' && texts(requirement, 'values').length === 0) {
      problems.push({ at: ['values'], message: 'the operator NotIn needs at least one value' });
    }
    return problems.map(({ at, message }) =>
      refusal(['spec', 'requirements', index, ...at], { rule: 'requirement', message }),
    );
  });
  const capacity = Object.keys(record(spec, 'capacity')).filter((name) => OWN_RESOURCES.has(name));
  return [
    ...requirements,
    ...capacity.map((name) =>
      refusal(['spec', 'capacity', name], {
        rule: 'overlay-capacity',
        message: `${name} comes from the instance type; an overlay adds other resources`,
        path: `spec.capacity[${name}]`,
      }),
    ),
  ];
}

/** StorageClass.
 *  @source kubernetes/kubernetes pkg/apis/storage/validation/validation.go@v1.35.4 */
import { isSame } from './immutable';
import { qualifiedNameProblems } from './names';
import { Problems, type BuiltinProblem } from './problems';
import { optionalText, records, text, textMap, texts, type Fields } from './read';

const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
const MAX_PARAMETERS = 512;
const MAX_PARAMETER_BYTES = 262144;

export function validateStorageClass(object: Fields, old?: Fields): readonly BuiltinProblem[] {
  const problems = new Problems();
  const provisioner = text(object, 'provisioner');
  if (provisioner === '') problems.required('provisioner', 'the driver, such as ebs.csi.aws.com');
  else problems.invalidEach('provisioner', provisioner, qualifiedNameProblems(provisioner.toLowerCase()));
  checkParameters(problems, textMap(object, 'parameters'));
  const policy = optionalText(object, 'reclaimPolicy') ?? 'Delete';
  if (policy !== '' && !RECLAIM_POLICIES.includes(policy))
    problems.unsupported('reclaimPolicy', policy, RECLAIM_POLICIES);
  const mode = optionalText(object, 'volumeBindingMode') ?? 'Immediate';
  if (!BINDING_MODES.includes(mode)) problems.unsupported('volumeBindingMode', mode, BINDING_MODES);
  checkTopologies(problems, object);
  if (old) checkUpdate(problems, object, old);
  return problems.list;
}

function checkParameters(problems: Problems, parameters: ReadonlyMap<string, string>): void {
  if (parameters.size > MAX_PARAMETERS)
    return problems.tooMany('parameters', parameters.size, MAX_PARAMETERS);
  let size = 0;
  for (const [key, value] of parameters) {
    if (key === '') problems.invalid('parameters', key, 'names must not be empty');
    size += key.length + value.length;
  }
  if (size > MAX_PARAMETER_BYTES) problems.tooLong('parameters', MAX_PARAMETER_BYTES);
}

/** Each term is different from the others and names each key once. */
function checkTopologies(problems: Problems, object: Fields): void {
  // Upstream's list of earlier terms begins with empty ones, so a term without expressions is always a repetition.
  const terms = new Set(['[]']);
  records(object, 'allowedTopologies').forEach((term, index) => {
    const path = `allowedTopologies[${index}]`;
    const keys = new Map<string, string>();
    records(term, 'matchLabelExpressions').forEach((expression, at) => {
      const key = text(expression, 'key');
      checkExpression(problems, expression, `${path}.matchLabelExpressions[${at}]`);
      if (keys.has(key)) problems.duplicate(`${path}.matchLabelExpressions[${at}].key`, key);
      keys.set(key, JSON.stringify([...new Set(texts(expression, 'values'))].sort()));
    });
    const whole = JSON.stringify([...keys].sort());
    if (terms.has(whole))
      problems.say(
        'duplicate',
        `${path}.matchLabelExpressions`,
        'matchLabelExpressions repeat those of another term',
      );
    terms.add(whole);
  });
}

function checkExpression(problems: Problems, expression: Fields, path: string): void {
  const values = texts(expression, 'values');
  if (values.length === 0) problems.required(`${path}.values`);
  const seen = new Set<string>();
  values.forEach((value, index) => {
    if (seen.has(value)) problems.duplicate(`${path}.values[${index}]`, value);
    seen.add(value);
  });
  problems.invalidEach(
    `${path}.key`,
    text(expression, 'key'),
    qualifiedNameProblems(text(expression, 'key')),
  );
}

function checkUpdate(problems: Problems, object: Fields, old: Fields): void {
  const defaults: readonly (readonly [string, string | undefined])[] = [
    ['parameters', undefined],
    ['provisioner', undefined],
    ['reclaimPolicy', 'Delete'],
    ['volumeBindingMode', 'Immediate'],
  ];
  for (const [name, standard] of defaults) {
    if (!isSame(object[name] ?? standard, old[name] ?? standard))
      problems.refused(name, `${name} cannot be changed once the class exists; create a new class`);
  }
}

/** Node and pod affinity.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateAffinity @v1.35.4 */
import { checkLabelSelector } from '../labels';
import { dnsLabelProblems, dnsSubdomainProblems, labelValueProblems, qualifiedNameProblems } from '../names';
import { nearer, type Problems } from '../problems';
import { integer, optionalRecord, record, records, text, texts, type Fields } from '../read';
import { checkMatchLabelKeys } from './matchLabelKeys';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

export function checkAffinity(problems: Problems, spec: Fields, path: string): void {
  const affinity = record(spec, 'affinity');
  checkNodeAffinity(problems, record(affinity, 'nodeAffinity'), `${path}.nodeAffinity`);
  for (const name of ['podAffinity', 'podAntiAffinity'])
    checkPodAffinity(problems, record(affinity, name), `${path}.${name}`);
}

function checkNodeAffinity(problems: Problems, affinity: Fields, path: string): void {
  const required = optionalRecord(affinity, REQUIRED);
  if (required) {
    const terms = records(required, 'nodeSelectorTerms');
    const at = `${path}.${REQUIRED}.nodeSelectorTerms`;
    if (terms.length === 0) problems.required(at, 'at least one term is needed');
    terms.forEach((term, index) => checkNodeTerm(problems, term, true, `${at}[${index}]`));
  }
  records(affinity, PREFERRED).forEach((preferred, index) => {
    const at = `${path}.${PREFERRED}[${index}]`;
    checkWeight(problems, preferred, at);
    checkNodeTerm(problems, record(preferred, 'preference'), false, `${at}.preference`);
  });
}

function checkWeight(problems: Problems, term: Fields, path: string): void {
  const weight = integer(term, 'weight');
  if (weight <= 0 || weight > 100) problems.invalid(`${path}.weight`, weight, 'must be 1 to 100');
}

function checkNodeTerm(problems: Problems, term: Fields, areValuesChecked: boolean, path: string): void {
  records(term, 'matchExpressions').forEach((expression, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    checkNodeExpression(problems, expression, at);
    if (!areValuesChecked) return;
    texts(expression, 'values').forEach((value, at2) =>
      problems.invalidEach(`${at}.values[${at2}]`, value, labelValueProblems(value)),
    );
  });
  records(term, 'matchFields').forEach((field, index) =>
    checkNodeField(problems, field, `${path}.matchFields[${index}]`),
  );
}

function checkNodeExpression(problems: Problems, expression: Fields, path: string): void {
  const operator = text(expression, 'operator');
  const count = texts(expression, 'values').length;
  if (operator === 'In' || operator === 'NotIn') {
    if (count === 0) problems.required(`${path}.values`, `the operator ${operator} needs at least one value`);
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (count > 0) problems.forbidden(`${path}.values`, `the operator ${operator} takes no values`);
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (count !== 1) problems.required(`${path}.values`, `the operator ${operator} needs exactly one value`);
  } else {
    problems.invalidChoice(`${path}.operator`, operator, OPERATORS);
  }
  problems.invalidEach(
    `${path}.key`,
    text(expression, 'key'),
    qualifiedNameProblems(text(expression, 'key')),
  );
}

function checkNodeField(problems: Problems, field: Fields, path: string): void {
  const operator = text(field, 'operator');
  const values = texts(field, 'values');
  if (operator !== 'In' && operator !== 'NotIn')
    problems.invalidChoice(`${path}.operator`, operator, ['In', 'NotIn']);
  else if (values.length !== 1) problems.required(`${path}.values`, 'exactly one value is needed');
  if (text(field, 'key') !== 'metadata.name')
    return problems.invalid(`${path}.key`, text(field, 'key'), 'only metadata.name can be matched');
  values.forEach((value, index) =>
    problems.invalidEach(`${path}.values[${index}]`, value, dnsSubdomainProblems(value)),
  );
}

function checkPodAffinity(problems: Problems, affinity: Fields, path: string): void {
  records(affinity, REQUIRED).forEach((term, index) =>
    checkPodTerm(problems, term, `${path}.${REQUIRED}[${index}]`),
  );
  records(affinity, PREFERRED).forEach((weighted, index) => {
    const at = `${path}.${PREFERRED}[${index}]`;
    checkWeight(problems, weighted, at);
    checkPodTerm(problems, record(weighted, 'podAffinityTerm'), `${at}.podAffinityTerm`);
  });
}

function checkPodTerm(problems: Problems, term: Fields, path: string): void {
  for (const name of ['labelSelector', 'namespaceSelector'])
    checkLabelSelector(problems, optionalRecord(term, name), `${path}.${name}`);
  texts(term, 'namespaces').forEach((namespace, index) =>
    problems.invalidEach(
      nearer(`${path}.namespace`, `${path}.namespaces[${index}]`),
      namespace,
      dnsLabelProblems(namespace),
    ),
  );
  checkMatchLabelKeys(problems, term, path);
  const key = text(term, 'topologyKey');
  if (key === '') problems.required(`${path}.topologyKey`, 'it names the label whose values are the domains');
  problems.invalidEach(`${path}.topologyKey`, key, qualifiedNameProblems(key));
}

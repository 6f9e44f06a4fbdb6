/** Labels and label selectors.
 *  @source kubernetes/apimachinery pkg/apis/meta/v1/validation/validation.go@v0.35.3 */
import { labelValueProblems, qualifiedNameProblems } from './names';
import { nearer, ofKey, type Problems } from './problems';
import { isSet, optionalRecord, records, text, textMap, texts, type Fields } from './read';

/** A map of labels. The server's path is that of the map, for each of its entries. */
export function checkLabels(problems: Problems, labels: ReadonlyMap<string, string>, path: string): void {
  for (const [key, value] of labels) {
    problems.invalidEach(ofKey(path, key), key, qualifiedNameProblems(key));
    problems.invalidEach(nearer(path, `${path}[${key}]`), value, labelValueProblems(value));
  }
}

/** The annotations of an object; their keys are checked in lower case. */
export function checkAnnotations(
  problems: Problems,
  annotations: ReadonlyMap<string, string>,
  path: string,
): void {
  let size = 0;
  for (const [key, value] of annotations) {
    problems.invalidEach(ofKey(path, key), key, qualifiedNameProblems(key.toLowerCase()));
    size += key.length + value.length;
  }
  if (size > 262144) problems.tooLong(path, 262144);
}

/** A label selector; nothing when it is absent. */
export function checkLabelSelector(problems: Problems, selector: Fields | undefined, path: string): void {
  if (!selector) return;
  checkLabels(problems, textMap(selector, 'matchLabels'), `${path}.matchLabels`);
  records(selector, 'matchExpressions').forEach((term, index) =>
    checkTerm(problems, term, `${path}.matchExpressions[${index}]`),
  );
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

function checkTerm(problems: Problems, term: Fields, path: string): void {
  const operator = text(term, 'operator');
  const values = texts(term, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      problems.required(`${path}.values`, `the operator ${operator} needs at least one value`);
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) problems.forbidden(`${path}.values`, `the operator ${operator} takes no values`);
  } else {
    problems.invalidChoice(`${path}.operator`, operator, OPERATORS);
  }
  problems.invalidEach(`${path}.key`, text(term, 'key'), qualifiedNameProblems(text(term, 'key')));
  values.forEach((value, index) =>
    problems.invalidEach(`${path}.values[${index}]`, value, labelValueProblems(value)),
  );
}

type Requirement = (labels: ReadonlyMap<string, string>) => boolean;

/** A compiled selector: `everything` when it has no terms, undefined when it cannot be compiled. */
export interface Selector {
  readonly isEmpty: boolean;
  matches(labels: ReadonlyMap<string, string>): boolean;
}

/** Compiles a selector as LabelSelectorAsSelector does: absent matches nothing, empty matches everything.
 *  @returns undefined when a term is malformed */
export function compileSelector(fields: Fields, name: string): Selector | undefined {
  const selector = optionalRecord(fields, name);
  if (!selector) return { isEmpty: false, matches: () => false };
  const terms = compiledTerms(selector);
  if (!terms) return undefined;
  return { isEmpty: terms.length === 0, matches: (labels) => terms.every((term) => term(labels)) };
}

function compiledTerms(selector: Fields): Requirement[] | undefined {
  const terms: Requirement[] = [];
  for (const [key, value] of textMap(selector, 'matchLabels')) {
    if (qualifiedNameProblems(key).length + labelValueProblems(value).length > 0) return undefined;
    terms.push((labels) => labels.get(key) === value);
  }
  for (const expression of records(selector, 'matchExpressions')) {
    const term = compiledTerm(expression);
    if (!term) return undefined;
    terms.push(term);
  }
  return terms;
}

function compiledTerm(expression: Fields): Requirement | undefined {
  const key = text(expression, 'key');
  const values = texts(expression, 'values');
  if (qualifiedNameProblems(key).length > 0) return undefined;
  if (values.some((value) => labelValueProblems(value).length > 0)) return undefined;
  switch (text(expression, 'operator')) {
    case 'In':
      return values.length === 0 ? undefined : (labels) => values.includes(labels.get(key) ?? '\0');
    case 'NotIn':
      return values.length === 0 ? undefined : (labels) => !values.includes(labels.get(key) ?? '\0');
    case 'Exists':
      return values.length > 0 ? undefined : (labels) => labels.has(key);
    case 'DoesNotExist':
      return values.length > 0 ? undefined : (labels) => !labels.has(key);
    default:
      return undefined;
  }
}

/** How many terms a selector has. */
export function selectorSize(selector: Fields): number {
  return textMap(selector, 'matchLabels').size + records(selector, 'matchExpressions').length;
}

/** A selector that a workload must have and must not leave empty. */
export function checkWorkloadSelector(problems: Problems, spec: Fields, path: string): void {
  const selector = optionalRecord(spec, 'selector');
  if (!selector || !isSet(spec, 'selector'))
    return problems.required(`${path}.selector`, 'it says which pods belong to the workload');
  checkLabelSelector(problems, selector, `${path}.selector`);
  if (selectorSize(selector) === 0)
    problems.invalid(`${path}.selector`, selector, 'an empty selector would match every pod');
}

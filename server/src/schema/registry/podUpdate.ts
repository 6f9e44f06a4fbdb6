/** What an update of a pod may change: images, deadline, added tolerations, fewer gates; a gated pod's node selection too.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodUpdate @v1.35.4 */
import { isEqual, isSamePodSpec } from './canonical';
import { quoteText } from '../wording';
import { nearer, type Problems } from './problems';
import {
  asRecord,
  isSet,
  items,
  optionalInteger,
  optionalRecord,
  record,
  records,
  text,
  textMap,
  type Fields,
} from './read';

const LISTS = ['containers', 'initContainers'];
const SELECTION = 'requiredDuringSchedulingIgnoredDuringExecution';
const TERMS_PATH = `spec.affinity.nodeAffinity.${SELECTION}.nodeSelectorTerms`;

/** @param spec, old  after defaulting */
export function checkPodUpdate(problems: Problems, spec: Fields, old: Fields): void {
  for (const list of LISTS) {
    if (items(spec, list).length !== items(old, list).length)
      return problems.refused(
        `spec.${list}`,
        'containers cannot be added to a pod that exists, nor taken from it',
      );
    checkImages(problems, spec, list);
  }
  if (!checkDeadline(problems, spec, old)) return;
  checkTolerations(problems, spec, old);
  checkGates(problems, spec, old);
  const isGated = items(old, 'schedulingGates').length > 0;
  if (isGated) checkSelection(problems, spec, old);
  const kept = withStored(spec, old, isGated);
  if (!isSamePodSpec(kept, old)) refuseChange(problems, changedFields(kept, old));
}

const MAX_NAMED = 3;

function refuseChange(problems: Problems, changed: readonly string[]): void {
  const [first] = changed;
  const named = changed.slice(0, MAX_NAMED).join(', ');
  const more = changed.length > MAX_NAMED ? ` and ${changed.length - MAX_NAMED} more` : '';
  problems.refused(
    first === undefined ? 'spec' : nearer('spec', `spec.${first}`),
    `${named}${more} cannot be changed in a pod that exists; only images, activeDeadlineSeconds, more tolerations and fewer schedulingGates can`,
  );
}

/** The fields of the specification that differ, of containers those of each. */
function changedFields(spec: Fields, old: Fields): string[] {
  const names = [...new Set([...Object.keys(spec), ...Object.keys(old)])].filter(
    (name) => !isEqual({ [name]: spec[name] }, { [name]: old[name] }),
  );
  return names.flatMap((name) => (LISTS.includes(name) ? changedOfEach(name, spec, old) : [name]));
}

function changedOfEach(list: string, spec: Fields, old: Fields): string[] {
  return records(spec, list).flatMap((container, index) => {
    const before = records(old, list)[index] ?? {};
    const names = [...new Set([...Object.keys(container), ...Object.keys(before)])];
    return names
      .filter((name) => !isEqual({ [name]: container[name] }, { [name]: before[name] }))
      .map((name) => `${list}[${index}].${name}`);
  });
}

function checkImages(problems: Problems, spec: Fields, list: string): void {
  records(spec, list).forEach((container, index) => {
    if (text(container, 'image') === '') problems.required(`spec.${list}[${index}].image`);
  });
}

/** A deadline may come, or become shorter. Whether anything else needs to be looked at. */
function checkDeadline(problems: Problems, spec: Fields, old: Fields): boolean {
  const [now, before] = [spec, old].map((one) => optionalInteger(one, 'activeDeadlineSeconds'));
  const path = 'spec.activeDeadlineSeconds';
  if (now !== undefined && (now < 0 || now >= 2 ** 31)) {
    problems.invalid(path, now, `it is a number from 0 to ${2 ** 31 - 1}`);
    return false;
  }
  if (now !== undefined && before !== undefined && now > before) {
    problems.invalid(path, now, `it cannot be more than the ${before} before`);
    return false;
  }
  if (now === undefined && before !== undefined)
    problems.say('invalid', path, `activeDeadlineSeconds cannot be taken away again; it was ${before}`);
  return true;
}

function checkTolerations(problems: Problems, spec: Fields, old: Fields): void {
  const now = items(spec, 'tolerations').map(withoutSeconds);
  const isKept = (toleration: unknown): boolean =>
    now.some((one) => isEqual(one, withoutSeconds(toleration)));
  if (!items(old, 'tolerations').every(isKept))
    problems.refused(
      'spec.tolerations',
      'tolerations of a pod that exists cannot be taken away; of those there only tolerationSeconds can change',
    );
}

const withoutSeconds = (toleration: unknown): Fields => ({
  ...asRecord(toleration),
  tolerationSeconds: null,
});

function checkGates(problems: Problems, spec: Fields, old: Fields): void {
  const before = new Set(records(old, 'schedulingGates').map((gate) => text(gate, 'name')));
  const now = records(spec, 'schedulingGates').map((gate) => text(gate, 'name'));
  now.forEach((name, index) => {
    if (!before.has(name) && now.lastIndexOf(name) === index)
      problems.refused(
        `spec.schedulingGates[${index}].name`,
        `the gate ${quoteText(name)} cannot be added to a pod that exists; gates can only be taken away`,
      );
  });
}

/** A gated pod can be bound to fewer nodes, never to more. */
function checkSelection(problems: Problems, spec: Fields, old: Fields): void {
  const labels = textMap(spec, 'nodeSelector');
  const isKept = [...textMap(old, 'nodeSelector')].every(([key, value]) => labels.get(key) === value);
  if (!isKept)
    problems.invalid('spec.nodeSelector', record(spec, 'nodeSelector'), 'labels can only be added here');
  const [now, before] = [spec, old].map((one) => termsOf(one)) as [readonly Fields[], readonly Fields[]];
  if (before.length === 0) return;
  if (before.length !== now.length)
    return problems.invalid(TERMS_PATH, now, 'terms cannot be added or taken away');
  before.forEach((term, index) => {
    if (!hasOnlyAdditions(now[index] ?? {}, term))
      problems.invalid(`${TERMS_PATH}[${index}]`, now[index], 'requirements can only be added at the end');
  });
}

const termsOf = (spec: Fields): readonly Fields[] =>
  records(record(record(record(spec, 'affinity'), 'nodeAffinity'), SELECTION), 'nodeSelectorTerms');

function hasOnlyAdditions(now: Fields, before: Fields): boolean {
  const lists = ['matchExpressions', 'matchFields'];
  if (
    lists.every((list) => items(before, list).length === 0) &&
    lists.some((list) => items(now, list).length > 0)
  )
    return false;
  return lists.every((list) => {
    const old = items(before, list);
    const kept = items(now, list).slice(0, old.length);
    return kept.length === old.length && isEqual(kept, old);
  });
}

/** The new specification with what may change taken from the stored one. */
function withStored(spec: Fields, old: Fields, isGated: boolean): Fields {
  const images = LISTS.map((list) => [
    list,
    records(spec, list).map((one, index) => withImage(one, old, list, index)),
  ]);
  const always = ['activeDeadlineSeconds', 'schedulingGates', 'tolerations'];
  const names = isGated ? [...always, 'nodeSelector'] : always;
  const stored = names.map((name) => [name, isSet(old, name) ? old[name] : null]);
  const munged: Fields = { ...spec, ...(Object.fromEntries([...images, ...stored]) as Fields) };
  return isGated ? { ...munged, affinity: withStoredNodes(munged, old) } : munged;
}

function withImage(container: Fields, old: Fields, list: string, index: number): Fields {
  return { ...container, image: text(records(old, list)[index] ?? {}, 'image') };
}

/** An affinity that is nothing but its part for nodes may come and go. */
function withStoredNodes(spec: Fields, old: Fields): Fields | null {
  const nodes = optionalRecord(record(old, 'affinity'), 'nodeAffinity');
  const others = Object.fromEntries(
    Object.entries(record(spec, 'affinity')).filter(([name]) => name !== 'nodeAffinity'),
  ) as Fields;
  if (nodes) return { ...others, nodeAffinity: nodes };
  return Object.keys(others).length > 0 || isSet(old, 'affinity') ? others : null;
}

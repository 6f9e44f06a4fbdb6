import { editDistance, nearestWord } from '../util/nearest';

/** Labels of instance types begin so; what people leave out. */
const INSTANCE = 'instance-';

/** The known label key that a misspelt one most likely stands for. Domain and name are compared apart, so that a long
 *  domain in common does not make any two names alike. */
export function nearestLabel(key: string, known: Iterable<string>): string | undefined {
  const { domain, name } = partsOf(key);
  const labels = [...known].map((label) => ({ label, ...partsOf(label) }));
  const same = labels.filter((one) => isNear(domain, one.domain));
  const meant = nearestName(
    name,
    same.map((one) => one.name),
  );
  return same
    .filter((one) => one.name === meant)
    .sort((a, b) => editDistance(domain, a.domain) - editDistance(domain, b.domain))[0]?.label;
}

function nearestName(name: string, names: readonly string[]): string | undefined {
  const near = nearestWord(name, names);
  if (near !== undefined) return near;
  const short = names.filter((one) => one.startsWith(INSTANCE)).map((one) => one.slice(INSTANCE.length));
  const meant = nearestWord(name, short);
  return meant === undefined ? undefined : INSTANCE + meant;
}

function partsOf(key: string): { domain: string; name: string } {
  const slash = key.indexOf('/');
  return { domain: key.slice(0, Math.max(0, slash)), name: key.slice(slash + 1) };
}

const isNear = (domain: string, known: string): boolean =>
  domain === known || nearestWord(domain, [known]) !== undefined;

/** matchLabelKeys and mismatchLabelKeys of affinity terms and spread constraints. The server merges them into the
 *  label selector before it validates, so a key that the selector has already is found there.
 *  @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateMatchLabelKeysAndMismatchLabelKeys @v1.35.4 */
import { qualifiedNameProblems } from '../names';
import { nearer, type Problems } from '../problems';
import { optionalRecord, records, text, textMap, texts, type Fields } from '../read';

export function checkMatchLabelKeys(problems: Problems, owner: Fields, path: string): void {
  const matched = texts(owner, 'matchLabelKeys');
  const mismatched = texts(owner, 'mismatchLabelKeys');
  const selector = optionalRecord(owner, 'labelSelector');
  checkKeys(problems, matched, selector, `${path}.matchLabelKeys`);
  checkKeys(problems, mismatched, selector, `${path}.mismatchLabelKeys`);
  if (selector) checkRepeated(problems, matched, selector, path);
  matched.forEach((key, index) => {
    if (mismatched.includes(key))
      problems.invalid(`${path}.matchLabelKeys[${index}]`, key, 'it is in mismatchLabelKeys too');
  });
}

function checkKeys(
  problems: Problems,
  keys: readonly string[],
  selector: Fields | undefined,
  path: string,
): void {
  if (keys.length === 0) return;
  if (!selector) return problems.forbidden(path, 'it needs a labelSelector');
  keys.forEach((key, index) => problems.invalidEach(`${path}[${index}]`, key, qualifiedNameProblems(key)));
}

function checkRepeated(problems: Problems, keys: readonly string[], selector: Fields, path: string): void {
  const seen = new Set(textMap(selector, 'matchLabels').keys());
  const last = new Map(keys.map((key, index) => [key, index]));
  for (const expression of records(selector, 'matchExpressions')) {
    const key = text(expression, 'key');
    const index = last.get(key);
    if (index !== undefined && seen.has(key))
      problems.invalid(
        nearer(`${path}[${index}]`, `${path}.matchLabelKeys[${index}]`),
        key,
        'it is in the labelSelector too',
      );
    seen.add(key);
  }
}

/** What the server keeps about who set which field, where a manifest brings it along.
 *  @source kubernetes/apimachinery pkg/apis/meta/v1/validation/validation.go ValidateManagedFields@v0.35.4 */
import { fieldsOf, type Fields } from '../manifest/fields';
import type { SchemaProblem } from './problem';
import { byteLength } from './names';
import { quoteText } from './wording';

const MAX_MANAGER_BYTES = 128;
const MAX_SUBRESOURCE_BYTES = 256;
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u;

export function managedFieldProblems(metadata: Fields): SchemaProblem[] {
  const entries = metadata['managedFields'];
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown, index) =>
    problemsOf(fieldsOf(entry)).map(([field, message, blocksRules]) => ({
      source: 'metadata' as const,
      rule: 'metadata/managed-fields',
      message,
      at: ['metadata', 'managedFields', index, field],
      ...(blocksRules ? { blocksRules } : {}),
    })),
  );
}

type Problem = readonly [field: string, message: string, blocksRules?: boolean];

function problemsOf(entry: Fields): Problem[] {
  const [operation, type, manager, subresource] = ['operation', 'fieldsType', 'manager', 'subresource'].map(
    (field) => text(entry[field]),
  ) as [string, string, string, string];
  const problems: Problem[] = [];
  if (operation !== 'Apply' && operation !== 'Update')
    problems.push(['operation', `operation is Apply or Update, not ${quoteText(operation)}`]);
  if (type !== '' && type !== 'FieldsV1')
    problems.push(['fieldsType', `fieldsType is FieldsV1, not ${quoteText(type)}`]);
  if (byteLength(manager) > MAX_MANAGER_BYTES)
    problems.push(['manager', `manager may have at most ${MAX_MANAGER_BYTES} bytes`, true]);
  if (UNPRINTABLE.test(manager))
    problems.push(['manager', `manager ${quoteText(manager)} holds a character that cannot be printed`]);
  if (byteLength(subresource) > MAX_SUBRESOURCE_BYTES)
    problems.push(['subresource', `subresource may have at most ${MAX_SUBRESOURCE_BYTES} bytes`, true]);
  return problems;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

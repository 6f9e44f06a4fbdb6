/** Which part of a value breaks a rule: the item or entry that does so alone, and in it the field that the rule speaks
 *  of. The API server names the whole list or map; a reader wants the line. */
import type { Path } from '../../manifest/document';
import { optionalNone } from './library/optional';
import { programOf } from './program';
import { isRecord, type CelRule, type Structural } from './structural';
import { CelValues } from './value';

/** Rules that judge each item for itself. */
const OF_EACH = /^!?self\.(?:all|exists)\(\s*(\w+)\s*,/;

/** More items than this are not tried one by one. */
const MAX_TRIED = 100;

export interface Offence {
  /** From the judged value to the smallest part that shows the mistake. */
  readonly steps: Path;
  /** The key itself is wrong rather than what it holds. */
  readonly isKey: boolean;
}

/** @param value  what the rule was evaluated on, which breaks it */
export function offenceOf({ rule }: CelRule, schema: Structural, value: unknown): Offence {
  const [, variable] = OF_EACH.exec(rule) ?? [];
  if (variable === undefined || /\boldSelf\b/.test(rule))
    return { steps: fieldOf(rule, 'self', value), isKey: false };
  const step = offendingStep(rule, schema, value);
  if (step === undefined) return { steps: [], isKey: false };
  if (!Array.isArray(value)) return { steps: [step], isKey: !speaksOfValues(rule, step) };
  return { steps: [step, ...fieldOf(rule, variable, value[Number(step)])], isKey: false };
}

function offendingStep(rule: string, schema: Structural, value: unknown): string | number | undefined {
  if (Array.isArray(value)) {
    const index = value.slice(0, MAX_TRIED).findIndex((item: unknown) => isBroken(rule, schema, [item]));
    return index < 0 ? undefined : index;
  }
  if (!isRecord(value)) return undefined;
  return Object.keys(value)
    .slice(0, MAX_TRIED)
    .find((key) => isBroken(rule, schema, { [key]: value[key] }));
}

function isBroken(rule: string, schema: Structural, value: unknown): boolean {
  const self = new CelValues().of(value, schema, false);
  const result = programOf(rule).run({ self, oldSelf: optionalNone() });
  return !result.ok || result.value !== true;
}

/** A rule on a map that reads `self[key]` is about the value, unless the key is empty. */
const speaksOfValues = (rule: string, key: string | number): boolean => key !== '' && rule.includes('self[');

/** The field of `value` that the rule names last among those that are there; it mostly says what is wrong with it. */
function fieldOf(rule: string, variable: string, value: unknown): Path {
  if (!isRecord(value)) return [];
  const names = [...rule.matchAll(new RegExp(`\\b${variable}\\.(\\w+)\\b(?!\\()`, 'g'))].map(
    ([, name = '']) => name,
  );
  const found = names.findLast((name) => Object.hasOwn(value, name));
  return found === undefined ? [] : [found];
}

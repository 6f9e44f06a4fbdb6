/** What can be written at a place of a `.dryfit.yaml`: its keys, ids of rules and families, levels, terms of the bill. */
import { COST_CHOICES, COST_FIELDS, VOLUME_PRICE_FIELDS, VOLUME_TYPES } from '../../cost/fields';
import { RULE_LEVELS } from '../../model/ruleLevels';
import { controlRules, levelKeys } from '../../rules/control';
import { rules } from '../../rules/registry';

export interface ProjectItem {
  readonly label: string;
  readonly newText: string;
  readonly detail: string;
  /** Offsets of the file that `newText` takes the place of; on one line. */
  readonly start: number;
  readonly end: number;
}

type Choice = Pick<ProjectItem, 'label' | 'newText' | 'detail'>;

const LEVEL_DETAILS: Readonly<Record<string, string>> = {
  error: 'fails continuous integration by default',
  warning: 'likely wrong',
  info: 'worth knowing',
  hint: 'barely marked',
  off: 'not looked for',
};

/** Judged by the line and those above that it is indented under, so that half a file is enough. */
export function completeProject(text: string, offset: number): readonly ProjectItem[] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (before.includes('#')) return [];
  const value = /^(\s+)(\S+):\s+([\w]*)$/.exec(before);
  if (value) {
    const path = [...pathAbove(text.slice(0, lineStart), value[1] ?? ''), unquoted(value[2] ?? '')];
    return itemsOf(valuesAt(path), value[3] ?? '', offset);
  }
  const key = /^(\s*)(['"]?[\w/*-]*)$/.exec(before);
  if (!key) return [];
  const typed = key[2] ?? '';
  return itemsOf(keysAt(pathAbove(text.slice(0, lineStart), key[1] ?? ''), text, typed), typed, offset);
}

const itemsOf = (choices: readonly Choice[], typed: string, offset: number): ProjectItem[] =>
  choices.map((choice) => ({ ...choice, start: offset - typed.length, end: offset }));

/** Keys of the maps that a line with this indentation is in. */
function pathAbove(above: string, indentation: string): readonly string[] {
  const path: string[] = [];
  let width = indentation.length;
  for (const line of above.split('\n').reverse()) {
    const [, indent, key] = /^(\s*)([^\s#:][^:]*):/.exec(line) ?? [];
    if (indent === undefined || key === undefined || indent.length >= width) continue;
    path.unshift(unquoted(key));
    width = indent.length;
  }
  return path;
}

const unquoted = (key: string): string => key.replace(/^['"]|['"]$/g, '');

function keysAt([section, ...path]: readonly string[], text: string, typed: string): readonly Choice[] {
  if (section === undefined)
    return [keyOf('rules', 'levels of rules', ''), keyOf('cost', 'what the bill is made with', '')];
  if (section === 'rules' && path.length === 0) return ruleKeys(text, typed);
  return section === 'cost' ? costKeys(path) : [];
}

const keyOf = (label: string, detail: string, space: string): Choice => ({
  ...{ label, detail },
  newText: `${label}:${space}`,
});

function ruleKeys(text: string, typed: string): readonly Choice[] {
  const written = new Set([...text.matchAll(/^[^\S\n]+['"]?([\w-]+\/[\w*-]+)/gm)].map((match) => match[1]));
  return levelKeys
    .filter((id) => !written.has(id) || id === typed)
    .map((id) => ({
      label: id,
      newText: id.includes('*') ? `'${id}': ` : `${id}: `,
      detail: SUMMARIES.get(id) ?? 'every rule of the family',
    }));
}

const SUMMARIES: ReadonlyMap<string, string> = new Map(
  [...rules, ...controlRules].map(({ id, docs }) => [id, docs.summary]),
);

/** Names one level below a path of the map `cost`. */
function costKeys(path: readonly string[]): readonly Choice[] {
  const [group, type, ...deeper] = path;
  if (group === 'volumePrices') {
    if (type === undefined) return VOLUME_TYPES.map((one) => keyOf(one, 'a type of EBS volume', ''));
    return deeper.length > 0 ? [] : VOLUME_PRICE_FIELDS.map((one) => keyOf(one, 'dollars', ' '));
  }
  const prefix = path.map((step) => `${step}.`).join('');
  const below = Object.entries(COST_FIELDS).flatMap(([name, expected]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), expected] as const] : [],
  );
  const named = new Map<string, Choice>();
  for (const [name, expected] of below) {
    const [first = '', ...rest] = name.split('.');
    named.set(first, rest.length > 0 ? keyOf(first, 'a map', '') : keyOf(first, expected, ' '));
  }
  if (path.length === 0) named.set('volumePrices', keyOf('volumePrices', 'a map of volume types', ''));
  return [...named.values()];
}

function valuesAt([section, ...path]: readonly string[]): readonly Choice[] {
  if (section === 'rules' && path.length === 1)
    return RULE_LEVELS.map((one) => ({ label: one, newText: one, detail: LEVEL_DETAILS[one] ?? '' }));
  const choices = section === 'cost' ? (COST_CHOICES[path.join('.')] ?? []) : [];
  return choices.map((one) => ({ label: one, newText: one, detail: path.join('.') }));
}

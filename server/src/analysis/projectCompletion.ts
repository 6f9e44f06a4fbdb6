/** What can be written at a place of a `.dryfit.yaml`: its keys, ids of rules and families, levels. */
import { RULE_LEVELS } from '../model/ruleLevels';
import { controlRules, levelKeys } from '../rules/control';
import { rules } from '../rules/registry';

export interface ProjectItem {
  readonly label: string;
  readonly newText: string;
  readonly detail: string;
  /** Offsets of the file that `newText` takes the place of; on one line. */
  readonly start: number;
  readonly end: number;
}

const LEVEL_DETAILS: Readonly<Record<string, string>> = {
  error: 'fails continuous integration by default',
  warning: 'likely wrong',
  info: 'worth knowing',
  hint: 'barely marked',
  off: 'not looked for',
};

/** Judged by the line alone, so that half a file is enough. */
export function completeProject(text: string, offset: number): readonly ProjectItem[] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (before.includes('#')) return [];
  const level = /^\s+\S+:\s+([a-z]*)$/.exec(before);
  if (level) return RULE_LEVELS.map((one) => itemOf(one, one, LEVEL_DETAILS[one] ?? '', level[1] ?? ''));
  const key = /^(\s*)(['"]?[\w/*-]*)$/.exec(before);
  if (!key) return [];
  const typed = key[2] ?? '';
  if (key[1] === '') return [itemOf('rules', 'rules:', 'levels of rules', typed)];
  const written = new Set([...text.matchAll(/^[^\S\n]+['"]?([\w-]+\/[\w*-]+)/gm)].map((match) => match[1]));
  return levelKeys
    .filter((id) => !written.has(id) || id === typed)
    .map((id) =>
      itemOf(
        id,
        id.includes('*') ? `'${id}': ` : `${id}: `,
        SUMMARIES.get(id) ?? 'every rule of the family',
        typed,
      ),
    );

  function itemOf(label: string, newText: string, detail: string, replaced: string): ProjectItem {
    return { label, newText, detail, start: offset - replaced.length, end: offset };
  }
}

const SUMMARIES: ReadonlyMap<string, string> = new Map(
  [...rules, ...controlRules].map(({ id, docs }) => [id, docs.summary]),
);

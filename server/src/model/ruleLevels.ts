/** How loud each rule is, as settings and project files say it. */
import type { Severity } from './finding';

export type RuleLevel = Severity | 'off';

export const RULE_LEVELS: readonly RuleLevel[] = ['error', 'warning', 'info', 'hint', 'off'];

/** Rule id, or `family/*`, to level. An id counts before its family; who is not named keeps the level of the rule. */
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

/** Name of the project file, which counts for its folder and those below, up to the next one. */
export const PROJECT_FILE = '.dryfit.yaml';

/** Whether a URI or path is that of a project file. */
export const isProjectFile = (uri: string): boolean =>
  uri.endsWith(PROJECT_FILE) && /^[\\/]?$/.test(uri.charAt(uri.length - PROJECT_FILE.length - 1));

export const isRuleLevel = (value: unknown): value is RuleLevel =>
  RULE_LEVELS.some((level) => level === value);

/** What is said of a rule; undefined: nothing. */
export function levelOf(rule: string, levels: RuleLevels): RuleLevel | undefined {
  if (Object.hasOwn(levels, rule)) return levels[rule];
  const family = `${rule.split('/')[0] ?? ''}/*`;
  return Object.hasOwn(levels, family) ? levels[family] : undefined;
}

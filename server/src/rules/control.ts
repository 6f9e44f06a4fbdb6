/** Findings about the comments and files that control rules: listed and explained as rules are, but made where those are
 *  read (run.ts, projectFile.ts), since no rule knows what the others found. */
import type { Finding, Fix, Range, Severity } from '../model/finding';
import type { Manifest } from '../manifest/document';
import type { RuleLevels } from '../model/ruleLevels';
import { nearestWord } from '../util/nearest';
import { compareText } from '../util/sort';
import { rules } from './registry';
import type { RuleDocs } from './rule';

export interface ControlRule {
  readonly id: `dryfit/${string}`;
  readonly kinds: readonly string[];
  readonly severity: Severity;
  readonly stage: 'edit' | 'solve';
  readonly fixable: boolean;
  readonly docs: RuleDocs;
}

const SOURCE = 'https://github.com/dryfit/dryfit/blob/main/docs/rules.md';

export const settingsKnown: ControlRule = {
  id: 'dryfit/settings-known',
  kinds: [],
  severity: 'error',
  stage: 'edit',
  fixable: true,
  docs: {
    summary: 'A `.dryfit.yaml` names rules, levels and terms of the bill that exist.',
    why:
      'A misspelt key, rule, level or term changes nothing: all goes on as before, without a word. Write `rules:` with ' +
      'the id of a rule or `family/*` as keys, and error, warning, info, hint or off as values; write `cost:` with the ' +
      'names of docs/cost.md.',
    source: SOURCE,
  },
};

export const suppressionKnown: ControlRule = {
  id: 'dryfit/suppression-known',
  kinds: [],
  severity: 'warning',
  stage: 'edit',
  fixable: true,
  docs: {
    summary: 'A suppression names rules that exist.',
    why:
      'A comment that names no rule, or one that does not exist, switches nothing off. Only rules can be switched off: ' +
      'what the API server refuses stays refused. `dryfit rules` lists their ids.',
    source: SOURCE,
  },
};

export const suppressionUsed: ControlRule = {
  id: 'dryfit/suppression-used',
  kinds: [],
  severity: 'warning',
  stage: 'edit',
  fixable: true,
  docs: {
    summary: 'A suppression switches a finding off.',
    why:
      'A comment whose finding is gone hides the next one that comes up at its place. Remove it. Comments about rules ' +
      'that need a simulation are judged after it.',
    source: SOURCE,
  },
};

export const controlRules: readonly ControlRule[] = [settingsKnown, suppressionKnown, suppressionUsed];

/** What can be named: every rule, and these. */
export const ruleIds: readonly string[] = [...rules, ...controlRules].map(({ id }) => id).sort(compareText);

const families = [...new Set(ruleIds.map((id) => `${id.split('/')[0] ?? ''}/*`))];

/** What can stand before a level. */
export const levelKeys: readonly string[] = [...ruleIds, ...families];

export const controlFinding = (
  rule: ControlRule,
  manifest: Manifest,
  {
    range,
    ...more
  }: { range: Range; message: string; path?: string; severity?: Severity; fixes?: readonly Fix[] },
): Finding => ({
  rule: rule.id,
  source: 'rule',
  severity: more.severity ?? rule.severity,
  message: more.message,
  uri: manifest.uri,
  document: manifest.index,
  path: more.path ?? '',
  range,
  fixes: more.fixes ?? [],
});

/** A key of a map of levels that names nothing, in words, with what was probably meant. */
export function unknownKeys(levels: RuleLevels): readonly string[] {
  return Object.keys(levels)
    .filter((key) => !levelKeys.includes(key))
    .map((key) => {
      const meant = nearestWord(key, levelKeys);
      return `unknown rule ${key}: ${meant === undefined ? 'dryfit rules lists them' : `did you mean ${meant}?`}`;
    });
}

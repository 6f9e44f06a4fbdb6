/** `.dryfit.yaml`: what a project says about rules. Decoded leniently: what cannot be read is a finding, the rest counts.
 *  What it says about the bill is not read here. */
import { fieldPath, parseFile, type Manifest, type Path } from '../manifest/document';
import type { Finding, Fix, SourceFile } from '../model/finding';
import { isRuleLevel, RULE_LEVELS, type RuleLevel, type RuleLevels } from '../model/ruleLevels';
import { nearestWord } from '../util/nearest';
import { controlFinding, levelKeys, ruleIds, settingsKnown } from './control';
import { renameKey, replaceValue } from './edits';

const PROJECT_KEYS: readonly string[] = ['rules', 'cost'];

export interface ProjectFile {
  readonly levels: RuleLevels;
  readonly findings: readonly Finding[];
}

export function readProjectFile(file: SourceFile): ProjectFile {
  const manifests = parseFile(file);
  const read = manifests.map(readProjectDocument);
  return {
    levels: Object.assign({}, ...read.map(({ levels }) => levels)) as RuleLevels,
    findings: read.flatMap(({ findings }) => findings),
  };
}

export function readProjectDocument(manifest: Manifest): ProjectFile {
  const findings: Finding[] = manifest.problems.map(({ message, range, path }) =>
    controlFinding(settingsKnown, manifest, { range, message, path: fieldPath(path) }),
  );
  const say: Say = (path, part, message, fixes) => {
    const range = manifest.rangeOf(path, part);
    findings.push(controlFinding(settingsKnown, manifest, { range, message, path: fieldPath(path), fixes }));
  };
  return { levels: manifest.value === undefined ? {} : levelsOf(manifest, say), findings };
}

type Say = (path: Path, part: 'key' | 'value', message: string, fixes: readonly Fix[]) => void;

function levelsOf(manifest: Manifest, say: Say): RuleLevels {
  const root = entriesOf(manifest.value);
  if (!root) {
    if (manifest.value !== null)
      say([], 'value', `a project file is a map with the keys ${PROJECT_KEYS.join(' and ')}`, []);
    return {};
  }
  let levels: RuleLevels = {};
  for (const [key, value] of root) {
    if (key === 'rules') levels = readRules(manifest, value, say);
    if (PROJECT_KEYS.includes(key)) continue;
    const meant = nearestWord(key, PROJECT_KEYS);
    say([key], 'key', unknown('key', key, meant), rename(manifest, [key], meant));
  }
  return levels;
}

function readRules(manifest: Manifest, value: unknown, say: Say): RuleLevels {
  const entries = entriesOf(value);
  const levels: Record<string, RuleLevel> = {};
  if (!entries && value !== null) say(['rules'], 'value', 'rules is a map from a rule to its level', []);
  for (const [rule, written] of entries ?? []) {
    const path = ['rules', rule];
    const meant = nearestWord(rule, rule.endsWith('*') ? levelKeys : ruleIds);
    if (!levelKeys.includes(rule))
      say(path, 'key', unknown('rule', rule, meant), rename(manifest, path, meant));
    const level = toLevel(written);
    if (level === undefined) sayLevel(manifest, path, written, say);
    else levels[rule] = level;
  }
  return levels;
}

/** YAML 1.1 reads a plain `off` as false. */
const toLevel = (written: unknown): RuleLevel | undefined =>
  written === false ? 'off' : isRuleLevel(written) ? written : undefined;

function sayLevel(manifest: Manifest, path: Path, written: unknown, say: Say): void {
  const meant = typeof written === 'string' ? nearestWord(written, RULE_LEVELS) : undefined;
  const shown = typeof written === 'string' ? `unknown level ${written}` : 'a level is a word';
  const hint = meant === undefined ? `one of ${RULE_LEVELS.join(', ')}` : `did you mean ${meant}?`;
  const edits = meant === undefined ? [] : replaceValue(manifest, path, meant);
  say(path, 'value', `${shown}: ${hint}`, fixOf(meant, edits));
}

const unknown = (what: string, word: string, meant: string | undefined): string =>
  `unknown ${what} ${word}: ${meant === undefined ? 'it changes nothing' : `did you mean ${meant}?`}`;

const rename = (manifest: Manifest, path: Path, meant: string | undefined): readonly Fix[] =>
  meant === undefined
    ? []
    : fixOf(meant, renameKey(manifest, path, meant.includes('*') ? `'${meant}'` : meant));

const fixOf = (meant: string | undefined, edits: Fix['edits']): readonly Fix[] =>
  meant === undefined || edits.length === 0 ? [] : [{ title: `Change to ${meant}`, safe: false, edits }];

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;

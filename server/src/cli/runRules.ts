/** `rules` and `explain`: what can be found, and the page of one. */
import { controlRules } from '../rules/control';
import { rules } from '../rules/registry';
import { nearestWord } from '../util/nearest';
import type { Invocation } from './invocation';
import { print, refuse, styleFor, type ExitStatus } from './job';
import { ruleText, rulesText } from './rulesText';
import { findVerdict, verdictNames, verdictText } from './verdictText';
import type { World } from './world';

/** Everything that can be named in a suppression or a project file. */
const named = [...rules, ...controlRules];

export function runRules({ format }: Invocation, world: World): ExitStatus {
  if (format !== 'json') return print(rulesText(named, styleFor(world)), world, 0);
  const list = named.map(({ id, severity, stage, fixable, docs }) => ({
    ...{ id, severity, stage, fix: fixable, fixable },
    ...docs,
  }));
  return print([JSON.stringify(list, undefined, 2)], world, 0);
}

export function runExplain({ paths: [id = ''], format }: Invocation, world: World): ExitStatus {
  const rule = named.find((one) => one.id === id);
  if (!rule) return explainVerdict(id, format, world);
  if (format !== 'json') return print(ruleText(rule, styleFor(world)), world, 0);
  const { severity, stage, kinds, fixable, docs } = rule;
  return print(
    [JSON.stringify({ id, severity, stage, kinds, fix: fixable, ...docs }, undefined, 2)],
    world,
    0,
  );
}

function explainVerdict(id: string, format: Invocation['format'], world: World): ExitStatus {
  const verdict = findVerdict(id);
  if (verdict && format === 'json')
    return print([JSON.stringify({ id, ...verdict }, undefined, 2)], world, 0);
  if (verdict) return print(verdictText(id, verdict, styleFor(world)), world, 0);
  const ids = [...named.map((one) => one.id), ...verdictNames()];
  const meant = nearestWord(id, ids) ?? ids.find((one) => one.endsWith(`/${id}`));
  const hint = meant === undefined ? 'dryfit rules lists them' : `did you mean ${meant}?`;
  return refuse(`unknown rule ${id}: ${hint}`, world);
}

/** NodePool: labels, taints, requirements and budgets, checked by the controllers that reconcile it.
 *  @source kubernetes-sigs/karpenter pkg/apis/v1/nodepool_validation.go, nodepool.go@v1.14.1 */
import { parseBudgetSchedule } from '../../model/cron';
import { repairSchedule } from '../../model/cronRepair';
import { NODE_POOL } from '../../model/labels';
import { labelValueProblems, qualifiedNameProblems } from '../registry/names';
import { isSet, record, records, text, textMap, type Fields } from '../registry/read';
import type { SchemaProblem } from '../problem';
import { restrictionOf } from './karpenterLabels';
import { quoteText } from '../wording';
import { refusal } from './refusal';
import { requirementProblems } from './requirement';

const EFFECTS = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute', '']);

export function nodePoolRefusals(object: Fields): readonly SchemaProblem[] {
  const spec = record(object, 'spec');
  const template = record(spec, 'template');
  return [
    ...labelRefusals(template),
    ...taintRefusals(record(template, 'spec')),
    ...requirementRefusals(record(template, 'spec')),
    ...budgetRefusals(spec),
  ];
}

function labelRefusals(template: Fields): SchemaProblem[] {
  const at = ['spec', 'template', 'metadata', 'labels'];
  return [...textMap(record(template, 'metadata'), 'labels')].flatMap(([key, value]) => {
    const restriction = key === NODE_POOL ? 'Karpenter sets this label itself' : restrictionOf(key);
    const problems = [
      ...qualifiedNameProblems(key).map((why) => `${quoteText(key)} is no label key: ${why}`),
      ...labelValueProblems(value).map((why) => `${quoteText(value)} is no label value: ${why}`),
      ...(restriction === undefined ? [] : [`nodes cannot be given the label ${key}: ${restriction}`]),
    ];
    const path = `spec.template.metadata.labels[${key}]`;
    return problems.map((message) => refusal([...at, key], { rule: 'node-label', message, path }));
  });
}

/** Taints of both lists together: no key and effect twice. */
function taintRefusals(spec: Fields): SchemaProblem[] {
  const seen = new Set<string>();
  return ['taints', 'startupTaints'].flatMap((list) =>
    records(spec, list).flatMap((taint, index) => {
      const pair = `${text(taint, 'key')}=${text(taint, 'effect')}`;
      const problems = taintProblems(taint);
      if (seen.has(pair)) problems.push(['key', `a taint of this key and effect is given already: ${pair}`]);
      seen.add(pair);
      return problems.map(([field, message]) =>
        refusal(['spec', 'template', 'spec', list, index, field], { rule: 'taint', message }),
      );
    }),
  );
}

/** The field and the sentence. */
type TaintProblem = readonly [field: 'key' | 'value' | 'effect', message: string];

function taintProblems(taint: Fields): TaintProblem[] {
  const [key, value, effect] = [text(taint, 'key'), text(taint, 'value'), text(taint, 'effect')];
  // Values are held to the grammar of keys, which allows a domain.
  const ofValue = value === '' ? [] : qualifiedNameProblems(value);
  return [
    ...qualifiedNameProblems(key).map((why): TaintProblem => [
      'key',
      `${quoteText(key)} is no taint key: ${why}`,
    ]),
    ...ofValue.map((why): TaintProblem => ['value', `${quoteText(value)} is no taint value: ${why}`]),
    ...(EFFECTS.has(effect) ? [] : [unknownEffect(effect)]),
  ];
}

const unknownEffect = (effect: string): TaintProblem => [
  'effect',
  `${quoteText(effect)} is no effect: use NoSchedule, PreferNoSchedule or NoExecute`,
];

function requirementRefusals(spec: Fields): SchemaProblem[] {
  return records(spec, 'requirements').flatMap((requirement, index) => {
    const problems = requirementProblems(requirement);
    if (text(requirement, 'key') === NODE_POOL)
      problems.push({
        at: ['key'],
        message: `${NODE_POOL} cannot be required: a pool makes nodes of its own only`,
      });
    return problems.map(({ at, message }) =>
      refusal(['spec', 'template', 'spec', 'requirements', index, ...at], { rule: 'requirement', message }),
    );
  });
}

/** Other words for the same days, where it is sure which are meant. */
function scheduleFix(schedule: string): Pick<SchemaProblem, 'fix'> {
  const repaired = repairSchedule(schedule);
  if (repaired === undefined) return {};
  const rewrite = (source: string): string => source.replace(schedule, repaired);
  return { fix: { title: `Change to "${repaired}"`, part: 'value', rewrite, safe: false } };
}

/** The disruption controller puts its own time zone in front, so a schedule with one is never read. */
function budgetRefusals(spec: Fields): SchemaProblem[] {
  return records(record(spec, 'disruption'), 'budgets').flatMap((budget, index) => {
    if (!isSet(budget, 'schedule')) return [];
    const parsed = parseBudgetSchedule(text(budget, 'schedule'));
    if (parsed.ok) return [];
    const message = `Karpenter cannot read this schedule, so the pool allows no disruption at all: ${parsed.problem}`;
    const found = refusal(['spec', 'disruption', 'budgets', index, 'schedule'], {
      rule: 'budget-schedule',
      message,
    });
    return [{ ...found, ...scheduleFix(text(budget, 'schedule')) }];
  });
}

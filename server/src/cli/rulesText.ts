/** The list of rules as plain text. */
import type { ControlRule } from '../rules/control';
import type { Rule } from '../rules/rule';
import { compareText } from '../util/sort';
import { counted, wrap, type Style } from './style';

type Listed = Rule | ControlRule;

/** By id: severity, whether it has a fix, and what must hold. */
export function rulesText(rules: readonly Listed[], style: Style): string[] {
  const sorted = [...rules].sort((a, b) => compareText(a.id, b.id));
  return [
    ...sorted.flatMap(({ id, severity, fixable, docs }) => [
      `${style.bold(id)} ${severity}${fixable ? ', with a fix' : ''}`,
      ...wrap(docs.summary, 4),
    ]),
    '',
    `${counted(rules.length, 'rule')}; dryfit explain RULE prints the page of one.`,
  ];
}

const STAGES = { edit: 'on every change', solve: 'with the instance types of the region and a simulation' };

/** The page of one rule. */
export function ruleText({ id, severity, stage, fixable, kinds, docs }: Listed, style: Style): string[] {
  return [
    style.bold(id),
    ...wrap(docs.summary, 2),
    '',
    ...wrap(`Severity: ${severity}`, 2),
    ...wrap(`Runs: ${STAGES[stage]}`, 2),
    ...wrap(`Looks at: ${kinds.length > 0 ? kinds.join(', ') : 'every manifest'}`, 2),
    ...wrap(`Quick fix: ${fixable ? 'yes' : 'no'}`, 2),
    '',
    ...wrap(docs.why, 2),
    '',
    `  ${docs.source}`,
    '',
    ...wrap('To switch it off: for a line, the comment above it', 2),
    `    # dryfit-disable-next-line ${id} -- reason`,
    ...wrap(`for a document, # dryfit-disable ${id} -- reason; for a project, in .dryfit.yaml`, 2),
    '    rules:',
    `      ${id}: off`,
  ];
}

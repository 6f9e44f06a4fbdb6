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
    ...familyTable(sorted),
    '',
    `${counted(rules.length, 'rule')}; dryfit explain RULE prints the page of one.`,
  ];
}

/** How many rules each family has, of them those with a fix, and those that simulate. */
function familyTable(rules: readonly Listed[]): string[] {
  const familyOf = ({ id }: Listed): string => id.split('/')[0] ?? '';
  const rowOf = (name: string, own: readonly Listed[]): string[] => [
    name,
    String(own.length),
    String(own.filter(({ fixable }) => fixable).length),
    String(own.filter(({ stage }) => stage === 'solve').length),
  ];
  const families = [...new Set(rules.map(familyOf))];
  const rows = [
    ['family', 'rules', 'with a fix', 'with a simulation'],
    ...families.map((family) =>
      rowOf(
        family,
        rules.filter((rule) => familyOf(rule) === family),
      ),
    ),
    rowOf('all', rules),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
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

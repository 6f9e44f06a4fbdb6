/** The list of rules as plain text. */
import type { Rule } from '../rules/rule';
import { compareText } from '../util/sort';
import { counted, wrap, type Style } from './style';

/** By id: severity, whether it has a fix, and what must hold. */
export function rulesText(rules: readonly Rule[], style: Style): string[] {
  const sorted = [...rules].sort((a, b) => compareText(a.id, b.id));
  return [
    ...sorted.flatMap(({ id, severity, fixable, docs }) => [
      `${style.bold(id)} ${severity}${fixable ? ', with a fix' : ''}`,
      ...wrap(docs.summary, 4),
    ]),
    '',
    `${counted(rules.length, 'rule')}; each has a page under docs/rules.`,
  ];
}

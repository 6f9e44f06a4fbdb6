/** Pages about verdicts as plain text: what `dryfit explain` prints of `schema/enum`, `cel/nodepool/spec#0` and the like. */
import { celPages, verdictIds, verdictPage, type CelEntry, type VerdictPage } from '../schema/pages';
import { wrap, type Style } from './style';

/** What is known of an id; the expressions of a kind, or one of them, for `cel/...`. */
export type Verdict = VerdictPage | { readonly expressions: readonly CelEntry[] };

export function findVerdict(id: string): Verdict | undefined {
  const page = verdictPage(id);
  if (page) return page;
  const ofKind = celPages().find((one) => id === one.id || id.startsWith(`${one.id}/`));
  const expressions = ofKind?.entries.filter((entry) => id === ofKind.id || id === entry.id) ?? [];
  return expressions.length > 0 ? { expressions } : undefined;
}

/** Everything that `findVerdict` finds, one for all expressions of a kind. */
export const verdictNames = (): readonly string[] => [...verdictIds(), ...celPages().map(({ id }) => id)];

export function verdictText(id: string, verdict: Verdict, style: Style): string[] {
  if ('expressions' in verdict) return verdict.expressions.flatMap((entry) => expressionLines(entry, style));
  const { summary, why, wrong, right, source } = verdict;
  return [
    style.bold(id),
    ...wrap(summary, 2),
    '',
    ...wrap(why, 2),
    ...example('Wrong', wrong, style),
    ...example('Right', right, style),
    '',
    `  ${source}`,
  ];
}

const example = (title: string, text: string | undefined, style: Style): string[] =>
  text === undefined ? [] : ['', `  ${style.bold(title)}`, ...text.split('\n').map((line) => `    ${line}`)];

function expressionLines({ id, meanings, expressions, isOfChanges }: CelEntry, style: Style): string[] {
  return [
    style.bold(id),
    ...meanings.flatMap((meaning) => wrap(meaning, 2)),
    ...(isOfChanges ? wrap('Applies to changes of a stored object only.', 2) : []),
    ...expressions.map((text) => `    ${text}`),
  ];
}

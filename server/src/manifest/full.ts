/** The reading of a document with the YAML library: any text, and what is wrong with it. */
import { indentFlows } from './flow';
import type { Node } from './node';
import { withPlainBreaks } from './serverYaml';
import { compose, type ComposedDocument } from './syntax';
import { TreeBuilder, type TreeProblem } from './tree';

interface Tree {
  readonly root: Node | undefined;
  readonly problems: readonly TreeProblem[];
}

export function readFully(masked: string, unmask: (text: string) => string): Tree {
  const { document, problem, place } = composeAnyhow(masked);
  const builder = new TreeBuilder({ unmask, place });
  const root = document?.contents ? builder.build(document.contents) : undefined;
  const problems = problem
    ? [{ ...problem, source: 'syntax' as const, path: [] }]
    : firstUnreadable(builder.problems);
  return { root, problems };
}

interface Placed extends ComposedDocument {
  /** From offsets of the composed document to those of the text. */
  readonly place: (offset: number) => number;
}

/** A text that cannot be read is tried again with its flow values indented. */
function composeAnyhow(text: string): Placed {
  const first = { ...compose(text), place: (offset: number): number => offset };
  const indented = first.problem && indentFlows(withPlainBreaks(text));
  if (!indented) return first;
  const second = compose(indented.text);
  return second.problem ? first : { ...second, place: indented.original };
}

/** When something is unreadable the first such problem stands alone, else all are told. */
function firstUnreadable(problems: readonly TreeProblem[]): readonly TreeProblem[] {
  const syntax = problems.find((problem) => problem.source === 'syntax');
  return syntax ? [{ ...syntax, path: [] }] : problems;
}

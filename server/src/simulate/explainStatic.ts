/** Sentences about nodes of static pools. */
import type { SolveInput } from '../solver/input';
import { unsimulatedNodes, type UnsimulatedNodes } from '../solver/staticPools';
import { counted } from '../util/thousands';

export const NEEDS_STATIC_CAPACITY =
  'Nodes of static pools are there only where Karpenter runs with the feature StaticCapacity.';

const WHY_UNSIMULATED: Readonly<Record<UnsimulatedNodes['why'], string>> = {
  'no-class': 'whose EC2NodeClass is not among the files, or is refused',
  'too-many': 'too many to simulate',
};

export const unsimulatedSentence = (name: string, { nodeCount, why }: UnsimulatedNodes): string =>
  `Static NodePool ${name}: ${counted(nodeCount, 'node')}, ${WHY_UNSIMULATED[why]}.`;

export const unsimulatedSentences = (input: Pick<SolveInput, 'pools'>): readonly string[] =>
  Array.from(unsimulatedNodes(input), ([name, nodes]) => unsimulatedSentence(name, nodes));

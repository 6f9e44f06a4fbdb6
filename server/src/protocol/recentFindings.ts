/** What the last simulations of a cluster found. Who undoes an edit, or types a word again, is back at a text that was
 *  simulated before: its findings are right at once, while those of the moment between are about another text. */
import type { Finding } from '../model/finding';

/** A word typed slowly and undone again. */
const MAX_KEPT = 16;
/** UTF-16 units of texts that were edited; what stayed the same is one text for all. */
const MAX_LENGTH = 512 * 1024;

/** Texts by file key, and options, that a simulation is made from. */
export interface SimulatedInput {
  readonly texts: Texts;
  readonly optionsText: string;
}

type Texts = ReadonlyMap<string, string>;

interface Kept extends SimulatedInput {
  readonly findings: readonly Finding[];
  readonly length: number;
}

export class RecentFindings {
  /** The latest first. */
  #kept: readonly Kept[] = [];

  keep({ texts, optionsText }: SimulatedInput, findings: readonly Finding[]): void {
    const others = this.#kept.filter((one) => !isSameInput(one, { texts, optionsText }));
    const length = editedLength(texts, others[0]?.texts);
    this.#kept = newest([{ texts, optionsText, findings, length }, ...others]);
  }

  of(input: SimulatedInput): readonly Finding[] | undefined {
    return this.#kept.find((one) => isSameInput(one, input))?.findings;
  }
}

export const isSameInput = (a: SimulatedInput, b: SimulatedInput): boolean =>
  a.optionsText === b.optionsText && sameTexts(a.texts, b.texts);

function sameTexts(a: Texts, b: Texts): boolean {
  return a.size === b.size && [...a].every(([key, text]) => b.get(key) === text);
}

/** The first texts are no edit, however large the cluster is. */
const editedLength = (texts: Texts, before: Texts = texts): number =>
  [...texts].reduce((sum, [key, text]) => (before.get(key) === text ? sum : sum + text.length), 0);

function newest(kept: readonly Kept[]): readonly Kept[] {
  let length = 0;
  const firstTooMany = kept.findIndex((one) => (length += one.length) > MAX_LENGTH);
  return kept.slice(0, firstTooMany < 0 ? MAX_KEPT : Math.min(MAX_KEPT, firstTooMany));
}

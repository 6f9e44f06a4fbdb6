/** Fixes as most rules write them: a title and edits. One without edits is none (`usableFixes`). */
import type { Fix, TextEdit } from '../model/finding';

type Edits = () => readonly TextEdit[];

/** A fix that changes what the manifest means: it is offered, and applied by nobody but the reader. */
export const proposal =
  (title: string, edits: Edits): (() => readonly Fix[]) =>
  () => [{ title, safe: false, edits: [...edits()] }];

/** A fix that keeps the meaning: part of _Fix all_ and of `check --fix`. */
export const safeProposal =
  (title: string, edits: Edits): (() => readonly Fix[]) =>
  () => [{ title, safe: true, edits: [...edits()] }];

/** One document while it is converted, and what has to be told about it. */
import { fieldPath, type Path } from '../manifest/path';
import type { Block, Entry } from './block';

/** `warning`: something is left for a person to do. `info`: what was decided, and why. */
export type NoteSeverity = 'warning' | 'info';

export interface DraftNote {
  readonly severity: NoteSeverity;
  /** Field path in the converted document. */
  readonly path: string;
  readonly message: string;
}

export class Draft {
  readonly notes: DraftNote[] = [];
  /** Objects that this one became beside itself; each is written as a document behind it. */
  readonly further: Draft[] = [];
  /** Kubelet settings on their way from a pool to its node class. */
  kubelet: Entry | undefined;

  /** Another document's settings moved here. */
  isTouched = false;

  constructor(readonly block: Block) {}

  info(path: Path, message: string): void {
    this.notes.push({ severity: 'info', path: fieldPath(path), message });
  }

  warn(path: Path, message: string): void {
    this.notes.push({ severity: 'warning', path: fieldPath(path), message });
  }
}

/** Converts a draft in place; false where its form is beyond us, and then the document stays as it was. */
export type Converter = (draft: Draft) => boolean;

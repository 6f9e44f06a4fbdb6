/** A completion, in our own terms: the protocol layer turns it into LSP's. */

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'keyword' | 'object' | 'kind' | 'snippet';
  /** What stands between `start` and `end` (offsets of the file, one line) is replaced by it. */
  readonly newText: string;
  readonly start: number;
  readonly end: number;
  /** `newText` has placeholders. */
  readonly isSnippet: boolean;
  /** What is compared with what was typed; begins as the replaced text does. */
  readonly filterText: string;
  readonly sortText: string;
  readonly detail?: string;
  readonly documentation?: string;
  /** Values should be offered next. */
  readonly isFollowedByValues?: boolean;
}

export interface CompletionResult {
  readonly items: readonly CompletionItem[];
  /** More could be offered once more is typed. */
  readonly isIncomplete: boolean;
}

export const NOTHING: CompletionResult = { items: [], isIncomplete: false };

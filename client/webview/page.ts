/** What the page knows: the reader's choices, the last view, the answers to its questions. */
import type { Answers, FromPage, Question } from '../src/panel/messages';
import { restored, type PanelState } from '../src/panel/state';
import type { PreviewView } from '../src/previewSession';

export interface Editor {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PanelState): void;
}

declare global {
  interface Window {
    /** Set by `starter.ts`. */
    editor: Editor;
  }
}

const { editor } = window;

/** Over a state of its own the page has been shown before. */
export const wasShownBefore = editor.getState() !== undefined;

export const page = {
  state: restored(editor.getState()),
  view: undefined as PreviewView | undefined,
  answers: {} as Answers,
};

/** What is the same is not stored again: the editor would be told of it. */
export function setState(change: Partial<PanelState>): void {
  const isNew = Object.entries(change).some(([key, value]) => page.state[key as keyof PanelState] !== value);
  if (!isNew) return;
  page.state = { ...page.state, ...change };
  editor.setState(page.state);
}

/** An answer to another question must not be shown with the new one. */
export function forget(id: Question['id']): void {
  page.answers = Object.fromEntries(Object.entries(page.answers).filter(([known]) => known !== id));
}

export const send = (message: FromPage): void => editor.postMessage(message);

export const element = (id: string): HTMLElement | null => document.getElementById(id);

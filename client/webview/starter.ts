/** Runs before the page's program, which is data until then: the browser first shows what the page has come with. */
import type { Editor } from './page';

/** A page out of sight is never painted. */
const UNSEEN_MS = 200;

declare function acquireVsCodeApi(): Editor;

// The editor gives it once.
window.editor = acquireVsCodeApi();

const nonce = document.currentScript?.nonce ?? '';
let isRun = false;

function run(): void {
  if (isRun) return;
  isRun = true;
  const script = document.createElement('script');
  script.nonce = nonce;
  script.textContent = document.getElementById('program')?.textContent ?? '';
  document.body.append(script);
}

const isDrawn = document.getElementById('first-view') !== null && window.editor.getState() === undefined;
if (isDrawn) {
  requestAnimationFrame(() => setTimeout(run));
  setTimeout(run, UNSEEN_MS);
} else run();

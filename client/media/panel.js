// The page's end of the panel: puts in what the extension rendered, sends back what the user chose.
// What a reload or a new result must not lose (scroll position, open details, focus) is kept here.
const vscode = acquireVsCodeApi();
const root = document.getElementById('root');
const busy = document.getElementById('busy');
const announcement = document.getElementById('announcement');
const state = { scrollY: 0, open: [], ...vscode.getState() };
let isFirst = true;

window.addEventListener('message', ({ data }) => {
  render(data.html);
  busy.hidden = !data.isBusy;
  root.setAttribute('aria-busy', String(data.isBusy));
});

function render(html) {
  if (html === render.last) return;
  render.last = html;
  const focused = document.activeElement?.id;
  const before = totals();
  root.innerHTML = html;
  for (const details of root.querySelectorAll('details'))
    details.open = state.open.includes(details.dataset.key);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  if (isFirst || Math.abs(window.scrollY - state.scrollY) > 1) window.scrollTo(0, state.scrollY);
  isFirst = false;
  if (totals() !== before) announcement.textContent = totals();
}

/** The totals as a sentence for screen readers. */
function totals() {
  const tiles = [...root.querySelectorAll('.tile')];
  return tiles
    .map((tile) => `${tile.querySelector('dd').textContent} ${tile.querySelector('dt').textContent}`)
    .join(', ');
}

root.addEventListener('change', ({ target }) => {
  const type = target.dataset.send;
  if (type) vscode.postMessage({ type, [type]: target.value });
});

root.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (!button) return;
  const { open, line, character, command } = button.dataset;
  if (open) vscode.postMessage({ type: 'open', uri: open, line: Number(line), character: Number(character) });
  if (command) vscode.postMessage({ type: 'command', command });
});

root.addEventListener(
  'toggle',
  () => {
    state.open = [...root.querySelectorAll('details[open]')].map((details) => details.dataset.key);
    vscode.setState(state);
  },
  true, // 'toggle' does not bubble
);

window.addEventListener('scroll', () => {
  state.scrollY = window.scrollY;
  vscode.setState(state);
});

vscode.postMessage({ type: 'ready' });

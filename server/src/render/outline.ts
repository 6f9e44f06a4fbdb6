/** The lines of a YAML text or of a template of one, each with the keys that lead to it: enough to tell which line of a
 *  template a rendered line came from. Block style only; lines inside flow values and block scalars lead nowhere. */
import { actionsOf, frameOf, type Action, type Frame } from './actions';

export interface OutlineLine {
  /** From 0, in the text. */
  readonly line: number;
  readonly text: string;
  readonly indent: number;
  /** Keys and `-` from the document's root down to the line's own key. */
  readonly trail: readonly string[];
  /** `literal`: rendered as it stands. `pattern`: parts of it are filled in. `output`: an action alone, which leaves lines. */
  readonly type: 'literal' | 'pattern' | 'output';
  /** Of an output that begins where the key above it does: that key. A list may be its value. */
  readonly listKey?: string;
  /** The actions on it, in order. */
  readonly actions: readonly Action[];
  /** The blocks around it, outermost first. */
  readonly frames: readonly Frame[];
}

/** A document of the text. */
export interface Outline {
  readonly lines: readonly OutlineLine[];
  /** Line on which it begins. */
  readonly line: number;
}

interface Step {
  readonly indent: number;
  readonly name: string;
}

const SEPARATOR = /^---(?:\s|$)/;

/** What stands for a key that is only known once rendered; no rendered key is called so. */
const OPEN_KEY = '{{}}';

/** The documents of a rendered text. */
export const outlineOf = (text: string): readonly Outline[] => outlinesOf(text, []);

/** The documents of a template. Lines inside `define` belong to wherever they are included and are left out. */
export const templateOutline = (template: string): readonly Outline[] =>
  outlinesOf(template, actionsOf(template));

function outlinesOf(text: string, actions: readonly Action[]): readonly Outline[] {
  const documents: { line: number; lines: OutlineLine[] }[] = [{ line: 0, lines: [] }];
  const queue = [...actions];
  let frames: Frame[] = [];
  let steps: Step[] = [];
  let start = 0;
  let coveredTo = 0;
  text.split('\n').forEach((raw, line) => {
    const end = start + raw.length;
    const own: Action[] = [];
    while (queue[0] && queue[0].start <= end) own.push(queue.shift() as Action);
    const isInside = start < coveredTo;
    coveredTo = Math.max(coveredTo, ...own.map((action) => action.end));
    const before = frames;
    frames = framesAfter(frames, own);
    const lineStart = start;
    start = end + 1;
    if (isInside || isDefinition(before) || isDefinition(frames)) return;
    if (SEPARATOR.test(raw)) {
      documents.push({ line: line + 1, lines: [] });
      steps = [];
      return;
    }
    const found = lineOf(raw, { line, start: lineStart, actions: own, frames: before, steps });
    if (!found) return;
    if (found.line.type !== 'output') steps = found.steps;
    documents.at(-1)?.lines.push(found.line);
  });
  return documents;
}

const isDefinition = (frames: readonly Frame[]): boolean =>
  frames.some(({ keyword }) => keyword === 'define' || keyword === 'block');

function framesAfter(frames: readonly Frame[], actions: readonly Action[]): Frame[] {
  const open = [...frames];
  for (const { role, code } of actions) {
    if (role === 'open') open.push(frameOf(code));
    else if (role === 'close') open.pop();
    // In the other branch of `with` the dot is what it was outside.
    else if (role === 'branch' && open.length > 0)
      open.push({ ...frameAfterElse(open.pop()), subject: undefined });
  }
  return open;
}

const frameAfterElse = (frame: Frame | undefined): Frame => ({
  keyword: frame?.keyword === 'with' || frame?.keyword === 'range' ? 'else' : (frame?.keyword ?? 'if'),
  subject: undefined,
});

interface LineInput {
  readonly line: number;
  readonly start: number;
  readonly actions: readonly Action[];
  readonly frames: readonly Frame[];
  readonly steps: readonly Step[];
}

function lineOf(raw: string, input: LineInput): { line: OutlineLine; steps: Step[] } | undefined {
  const { line, start, actions, frames } = input;
  const text = raw.trimEnd();
  const rest = withoutActions(text, start, actions).trim();
  if (rest === '' && !actions.some(({ role }) => role === 'output')) return undefined;
  if (rest.startsWith('#')) return undefined;
  const common = { line, text, actions, frames };
  if (rest === '' || actions.some(({ role }) => role === 'open' || role === 'close' || role === 'branch')) {
    const indent = outputIndent(actions) ?? indentOf(text);
    const trail = namesOf(parentsOf(input.steps, indent, false));
    const listKey = namesOf(parentsOf(input.steps, indent, true))[trail.length];
    return {
      line: { ...common, indent, trail, type: 'output', ...(listKey === undefined ? {} : { listKey }) },
      steps: [...input.steps],
    };
  }
  const indent = indentOf(text);
  const steps = stepsOf(text.slice(indent), indent, input.steps);
  const type = actions.some(({ role }) => role === 'output') ? 'pattern' : 'literal';
  return { line: { ...common, indent, trail: namesOf(steps), type }, steps };
}

function withoutActions(text: string, start: number, actions: readonly Action[]): string {
  let rest = '';
  let from = 0;
  for (const action of actions) {
    rest += text.slice(from, Math.max(from, action.start - start));
    from = Math.max(from, action.end - start);
  }
  return rest + text.slice(from);
}

const indentOf = (text: string): number => /^ */.exec(text)?.[0].length ?? 0;

/** Where the lines of an action begin: `nindent 8`, `indent 8`. */
function outputIndent(actions: readonly Action[]): number | undefined {
  const code = actions.find(({ role }) => role === 'output')?.code ?? '';
  const [, count] = /\bn?indent\s+(\d+)/.exec(code) ?? [];
  return count === undefined ? undefined : Number(count);
}

/** The steps that a line at an indentation lies below. A list may stand at the indentation of its key. */
function parentsOf(steps: readonly Step[], indent: number, mayBeItem: boolean): Step[] {
  return steps.filter(
    (step) => step.indent < indent || (mayBeItem && step.indent === indent && step.name !== '-'),
  );
}

/** The steps of a line whose content begins at an indentation: those it lies below, and its own. */
function stepsOf(content: string, indent: number, above: readonly Step[]): Step[] {
  const isItem = /^-(?:\s|$)/.test(content);
  const parents = parentsOf(above, indent, isItem);
  if (isItem) {
    const skipped = /^-\s*/.exec(content)?.[0].length ?? 1;
    const item = [...parents, { indent, name: '-' }];
    return stepsOf(content.slice(skipped), indent + skipped, item);
  }
  const key = keyOf(content);
  return key === undefined ? parents : [...parents, { indent, name: key }];
}

/** The key that a line begins with. */
function keyOf(content: string): string | undefined {
  const end = /^["']/.test(content) ? quotedKeyEnd(content) : plainKeyEnd(content);
  if (end === undefined) return undefined;
  const written = content.slice(0, end).trimEnd();
  const key = /^["']/.test(written) ? written.slice(1, -1) : written;
  return key.includes('{{') ? OPEN_KEY : key;
}

/** Where the colon behind a key stands: blank or nothing follows it. */
const isKeyEnd = (content: string, at: number): boolean =>
  content[at] === ':' && /^(?:\s|$)/.test(content.slice(at + 1, at + 2));

function quotedKeyEnd(content: string): number | undefined {
  const inner = content.slice(1).search(/["']/);
  const colon = content.indexOf(':', inner + 2);
  const isAlone = inner >= 0 && colon >= 0 && content.slice(inner + 2, colon).trim() === '';
  return isAlone && isKeyEnd(content, colon) ? colon : undefined;
}

const NO_PLAIN_START = /^[\s#[\]},&*!|>%@`-]/;

function plainKeyEnd(content: string): number | undefined {
  if (NO_PLAIN_START.test(content)) return undefined;
  for (let at = 0; at < content.length; at++) {
    if (content.startsWith('{{', at)) {
      const close = content.indexOf('}}', at + 2);
      if (close < 0) return undefined;
      at = close + 1;
    } else if (content[at] === '{') {
      return undefined;
    } else if (at > 0 && isKeyEnd(content, at)) {
      return at;
    }
  }
  return undefined;
}

const namesOf = (steps: readonly Step[]): string[] => steps.map(({ name }) => name);

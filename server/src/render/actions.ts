/** The actions of a Go template, `{{ ... }}`, with what each of them does to the lines around it. */

export interface Action {
  /** Offsets in the template, braces included. */
  readonly start: number;
  readonly end: number;
  /** What stands between the braces, without trim marks and spaces around it. */
  readonly code: string;
  /** `open` and `close` a block, `branch` within one; `silent` ones leave no text; `output` ones do. */
  readonly role: 'open' | 'branch' | 'close' | 'silent' | 'output';
}

const COMMENT = /^-?\s*\/\*/;

/** All actions of a template in order. What is never closed runs to the end of the text. */
export function actionsOf(template: string): readonly Action[] {
  const actions: Action[] = [];
  for (let start = template.indexOf('{{'); start >= 0;) {
    const end = endOf(template, start);
    const isClosed = template.startsWith('}}', end - 2);
    const code = withoutTrimMarks(template.slice(start + 2, isClosed ? end - 2 : end));
    actions.push({ start, end, code, role: roleOf(code) });
    start = template.indexOf('{{', end);
  }
  return actions;
}

function withoutTrimMarks(inner: string): string {
  const from = /^-\s/.test(inner) ? 1 : 0;
  return inner.slice(from, /\s-$/.test(inner) ? -1 : undefined).trim();
}

/** Texts in quotes, and comments, may hold braces. */
function endOf(template: string, start: number): number {
  if (COMMENT.test(template.slice(start + 2, start + 40))) {
    const close = /\*\/\s*-?\}\}/g;
    close.lastIndex = start;
    return close.exec(template) ? close.lastIndex : template.length;
  }
  const token = /"(?:\\.|[^"\\\n])*"|`[^`]*`|\}\}/g;
  token.lastIndex = start + 2;
  for (let found = token.exec(template); found; found = token.exec(template))
    if (found[0] === '}}') return token.lastIndex;
  return template.length;
}

function roleOf(code: string): Action['role'] {
  if (/^(?:if|with|range|define|block)\b/.test(code)) return 'open';
  if (/^else\b/.test(code)) return 'branch';
  if (/^end\b/.test(code)) return 'close';
  const isSilent = code === '' || code.startsWith('/*') || /^\$\w*\s*:?=/.test(code);
  return isSilent || /^(?:fail|required)\b/.test(code) ? 'silent' : 'output';
}

/** What a block does to the dot: `with .Values.a` makes it `.Values.a`, `range` something that no file says. */
export interface Frame {
  readonly keyword: string;
  /** Of `with`: the expression. */
  readonly subject: string | undefined;
}

export function frameOf(code: string): Frame {
  const [, keyword = '', subject = ''] = /^(\w+)\s*([\s\S]*)$/.exec(code) ?? [];
  return { keyword, subject: keyword === 'with' && /^\$?\.[\w.]+$/.test(subject) ? subject : undefined };
}

/** The steps below `.Values` that a plain reference names, or undefined for any other.
 *  @param frames  the blocks around it, outermost first */
export function valuesPath(reference: string, frames: readonly Frame[]): readonly string[] | undefined {
  const dots = frames.filter(({ keyword }) => keyword === 'with' || keyword === 'range');
  const [, rooted] = /^\$\.Values((?:\.\w+)*)$/.exec(reference) ?? [];
  if (rooted !== undefined) return stepsOf(rooted);
  const innermost = dots.at(-1);
  if (!innermost) {
    const [, plain] = /^\.Values((?:\.\w+)*)$/.exec(reference) ?? [];
    return plain === undefined ? undefined : stepsOf(plain);
  }
  if (innermost.subject === undefined || !/^\.(?:\w+(?:\.\w+)*)?$/.test(reference)) return undefined;
  const base = valuesPath(innermost.subject, frames.slice(0, frames.lastIndexOf(innermost)));
  return base && [...base, ...stepsOf(reference)];
}

const stepsOf = (dotted: string): string[] => dotted.split('.').filter((step) => step !== '');

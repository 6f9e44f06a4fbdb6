/** From a line that Helm rendered to the line it came from: in the template where the line stands there, in the values
 *  where it only carries a value. Where two lines could have made it, neither is named. */
import type { Manifest, Path } from '../manifest/document';
import type { Range, SourceFile } from '../model/finding';
import { valuesPath } from './actions';
import { outlineOf, templateOutline, type Outline, type OutlineLine } from './outline';
import { firstLine, lineRange, pathAt, sameValue, scalarAt, type Place, type RenderedSpot } from './place';

/** Values that a chart is rendered with. */
export interface ValuesSource {
  readonly uri: string;
  readonly manifest: Manifest;
  /** Where the values of the template's chart are in it: [] in its own values, ['sub'] in those of its parent. */
  readonly base: Path;
}

export interface TemplateInput {
  readonly template: SourceFile;
  /** What became of it. */
  readonly rendered: string;
  /** The one that counts most first. */
  readonly values: readonly ValuesSource[];
}

/** Finds the origin of places in the rendered text of one template. */
export function templateOrigin(input: TemplateInput): (spot: RenderedSpot) => Place {
  const documents = templateOutline(input.template.text);
  const rendered = outlineOf(input.rendered);
  return (spot) => {
    const possible = documents.filter((document) => mayBecome(document, spot.manifest));
    return exactPlace(input, { spot, rendered, possible }) ?? somewhere(input.template, possible);
  };
}

/** A document whose kind and name are written out becomes no other. */
function mayBecome({ lines }: Outline, { kind, name }: Manifest): boolean {
  const written = (path: string): string | undefined => {
    const line = lines.find(({ type, trail }) => type === 'literal' && trail.join('.') === path);
    return line && unquoted(line.text.slice(line.text.indexOf(':') + 1));
  };
  const ownKind = written('kind');
  const ownName = written('metadata.name');
  return (ownKind ?? kind) === kind && (ownName ?? name) === name && lines.length > 0;
}

/** The file alone: the kind of the document that it must be, else the first line. */
function somewhere({ uri, text }: SourceFile, possible: readonly Outline[]): Place {
  const [only, ...others] = possible;
  const kind = others.length > 0 ? undefined : only?.lines.find(({ trail }) => trail.join('.') === 'kind');
  return { uri, range: kind ? lineRange(kind.line, kind.text) : firstLine(text), isExact: false };
}

interface Search {
  readonly spot: RenderedSpot;
  readonly rendered: readonly Outline[];
  readonly possible: readonly Outline[];
}

function exactPlace(input: TemplateInput, { spot, rendered, possible }: Search): Place | undefined {
  const all = rendered.flatMap(({ lines }) => lines);
  const line = all.find((one) => one.line === spot.range.start.line);
  if (!line) return undefined;
  const lines = possible.flatMap((document) => document.lines);
  const written = lines.filter((one) => canBecome(one, line));
  const outputs = lines.filter((one) => leavesLines(one) && isAbove(one, line));
  const made = outputs.map((one) => ({ one, place: outputPlace(input, one, spot) }));
  const hidden = made.filter(({ place }) => place === 'unknown');
  const ofValues = made.flatMap(({ place }) => (typeof place === 'object' ? [place] : []));
  const [own, ...doubles] = written;
  if (own && doubles.length === 0) {
    const isAlone = hidden.length === 0 && ofValues.length === 0;
    const isOnce = all.filter((one) => isSameLine(one, line)).length === 1;
    if (isAlone || (own.frames.length === 0 && isOnce)) return writtenPlace(input, own, { line, spot });
  }
  const [value, ...others] = ofValues;
  return !own && value && others.length === 0 && hidden.length === 0 ? value : undefined;
}

const isSameLine = (a: OutlineLine, b: OutlineLine): boolean =>
  a.indent === b.indent && a.text === b.text && isSameTrail(a.trail, b.trail);

const isSameTrail = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index]);

/** Whether more may stand below a line of the template than the template shows. */
const leavesLines = ({ type, actions }: OutlineLine): boolean =>
  type === 'output' ||
  (type === 'pattern' &&
    actions.some(({ code }) => /\b(?:n?indent|toYaml|include|template|tpl)\b/.test(code)));

/** Whether the lines that an action leaves may include this one. */
const isAbove = ({ trail }: OutlineLine, line: OutlineLine): boolean =>
  trail.length < line.trail.length && isSameTrail(trail, line.trail.slice(0, trail.length));

/** Whether a line of the template is rendered to this one: as it stands, or with something filled in. */
function canBecome(own: OutlineLine, line: OutlineLine): boolean {
  if (own.indent !== line.indent || !isSameTrail(own.trail, line.trail)) return false;
  if (own.type === 'literal') return own.text === line.text;
  return own.type === 'pattern' && filledIn(own, line) !== undefined;
}

/** What stands in a rendered line where the actions of its template's line stood. */
function filledIn(own: OutlineLine, line: OutlineLine): readonly string[] | undefined {
  const parts = partsOf(own);
  const pattern = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('(.*)');
  return new RegExp(`^${pattern}$`).exec(line.text)?.slice(1);
}

/** The text around the actions, trim marks applied to what is on the line. */
function partsOf({ text, actions }: OutlineLine): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const [index] of actions.entries()) {
    const start = text.indexOf('{{', from);
    const end = closeOf(text, start);
    const before = text.slice(from, start);
    parts.push(text.startsWith('{{-', start) ? before.trimEnd() : before);
    from = end;
    if (text.slice(0, end).endsWith('-}}')) from += /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
    if (index === actions.length - 1) parts.push(text.slice(from));
  }
  return parts;
}

function closeOf(text: string, start: number): number {
  const token = /"(?:\\.|[^"\\])*"|`[^`]*`|\}\}/g;
  token.lastIndex = start + 2;
  for (let found = token.exec(text); found; found = token.exec(text))
    if (found[0] === '}}') return token.lastIndex;
  return text.length;
}

interface Written {
  readonly line: OutlineLine;
  readonly spot: RenderedSpot;
}

/** The line of the template; that of the values where the place is a value which a plain reference fills in. */
function writtenPlace(input: TemplateInput, own: OutlineLine, { line, spot }: Written): Place {
  const { uri } = input.template;
  if (own.type === 'literal') return { uri, range: onOneLine(own, spot.range), isExact: true };
  const value = filledValue(input, own, line);
  const { isKey } = pathAt(spot.manifest, spot.range.start);
  if (value && !isKey) return value;
  const { start } = spot.range;
  const isBeforeActions = start.character < own.text.indexOf('{{');
  const range = lineRange(own.line, own.text);
  const from = isBeforeActions ? { line: own.line, character: start.character } : range.start;
  const isWithinKey = isKey && spot.range.end.line === start.line;
  const to = isWithinKey ? { line: own.line, character: spot.range.end.character } : range.end;
  return { uri, range: { start: from, end: to }, isExact: true };
}

/** The same columns: a literal line is rendered as it stands. */
function onOneLine(own: OutlineLine, { start, end }: Range): Range {
  const isOneLine = start.line === end.line;
  return {
    start: { line: own.line, character: start.character },
    end: { line: own.line, character: isOneLine ? end.character : own.text.length },
  };
}

/** Filters that leave a scalar the value that it is. */
const PLAIN = /^(\$?\.[\w.]+)(?:\s*\|\s*(?:quote|squote|int|int64|toString|toYaml))*$/;

function filledValue(input: TemplateInput, own: OutlineLine, line: OutlineLine): Place | undefined {
  const [action, ...others] = own.actions;
  const filled = filledIn(own, line)?.[0];
  const [, reference] = PLAIN.exec(action?.code ?? '') ?? [];
  if (others.length > 0 || filled === undefined || reference === undefined) return undefined;
  const path = valuesPath(reference, own.frames);
  if (!path) return undefined;
  const found = valueOf(input, path);
  return found && scalarAt(found.manifest.placeOf(found.path)) === unquoted(filled)
    ? placeOf(found)
    : undefined;
}

interface FoundValue {
  readonly uri: string;
  readonly manifest: Manifest;
  readonly path: Path;
}

/** Where the values say something about a path, the source that counts. */
function valueOf({ values }: TemplateInput, path: Path): FoundValue | undefined {
  for (const { uri, manifest, base } of values) {
    const full = [...base, ...path];
    if (manifest.has(full)) return { uri, manifest, path: full };
  }
  return undefined;
}

const placeOf = ({ uri, manifest, path }: FoundValue): Place => ({
  uri,
  range: manifest.spotOf(path),
  isExact: true,
});

const TO_YAML = /^(?:toYaml\s+(\$?\.[\w.]*)|(\$?\.[\w.]*)\s*\|\s*toYaml)\s*(?:\|\s*n?indent\s+\d+\s*)?$/;

/** What an action that leaves lines says about a place below it: the place in the values, nothing, or nobody knows. */
function outputPlace(
  input: TemplateInput,
  own: OutlineLine,
  spot: RenderedSpot,
): Place | 'nothing' | 'unknown' {
  const [action, ...others] = own.actions.filter(({ role }) => role === 'output');
  const [, before, behind] = TO_YAML.exec(action?.code ?? '') ?? [];
  const reference = before ?? behind;
  const isPlain = others.length === 0 && own.actions.length === 1 && reference !== undefined;
  const path = isPlain ? valuesPath(reference, own.frames) : undefined;
  if (!path) return 'unknown';
  const at = pathAt(spot.manifest, spot.range.start).path;
  const isListOfKey = at[own.trail.length] === own.listKey && typeof at[own.trail.length + 1] === 'number';
  const rest = at.slice(own.trail.length + (isListOfKey ? 1 : 0));
  const found = valueOf(input, [...path, ...rest]);
  if (!found || rest.length === 0) return 'nothing';
  const rendered = spot.manifest.placeOf(at)?.node.value;
  const written = found.manifest.placeOf(found.path)?.node.value;
  return sameValue(rendered, written) ? placeOf(found) : 'unknown';
}

const unquoted = (text: string): string => {
  const comment = text.search(/\s#/);
  const plain = (comment < 0 ? text : text.slice(0, comment)).trim();
  return plain.replace(/^(["'])(.*)\1$/, '$2');
};

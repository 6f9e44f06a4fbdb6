/** `convert`: objects of old API versions as their current ones. A diff, or the new text of standard input; files are
 *  written only when that is asked for. */
import { convert, type Conversion, type ConversionNote } from '../api';
import type { Labels } from './checkText';
import { fileURLToPath } from 'node:url';
import { unifiedHunks } from '../util/lineDiff';
import { writeChanged, writeNew } from './fix';
import { labelOf, STDIN_URI } from './inputs';
import { nodeGroupLines } from './nodeGroupText';
import { print, refuse, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { counted, wrap } from './style';

export function runConvert(given: Job): ExitStatus {
  const { files, invocation, world } = given;
  const result = withProgress(given, 'converting', () => convert(files.map(sourceOf), invocation.options));
  const job = { ...given, labels: labelsWith(result, given) };
  if (invocation.write) {
    const texts = new Map(result.files.map(({ uri, text }) => [uri, text]));
    const after = files.map((file) => ({ ...file, text: texts.get(file.uri) ?? file.text }));
    if (files.some(({ uri }) => uri === STDIN_URI))
      return refuse(
        'standard input cannot be written: leave out --write, and the new text is printed',
        world,
      );
    const written = writeChanged(files, after);
    if (!written.ok) return refuse(written.failure.message, world);
    const made = writeNew(result.created);
    if (!made.ok) return refuse(made.failure.message, world);
  }
  const status = isFailure(result, job) ? 1 : 0;
  if (invocation.format === 'json') return print([JSON.stringify(result, undefined, 2)], world, status);
  const lines = [
    ...(invocation.write ? [] : [...textLines(result, job), ...createdLines(result, job)]),
    ...noteLines(result, job),
    ...costLines(result, job),
  ];
  if (lines.length > 0) print(lines, world, status);
  world.err(`dryfit: ${summary(result, job)}\n`);
  return status;
}

const isFailure = ({ notes }: Conversion, { invocation: { failOn } }: Job): boolean =>
  notes.some(
    ({ severity }) =>
      failOn === 'hint' || failOn === 'info' || (failOn === 'warning' && severity === 'warning'),
  );

/** The text of standard input as it is now; of files what changes. */
function textLines({ files, created }: Conversion, { files: before, labels, style }: Job): string[] {
  return files.flatMap(({ uri, text, changed }, index) => {
    if (uri === STDIN_URI) return changed || created.length === 0 ? [text.replace(/\n$/, '')] : [];
    if (!changed) return [];
    const hunks = unifiedHunks(before[index]?.text ?? '', text);
    const label = labels(uri);
    return [`--- a/${label}`, `+++ b/${label}`, ...hunks].map((line) =>
      line.startsWith('+') ? style.green(line) : line.startsWith('-') ? style.red(line) : line,
    );
  });
}

/** Not behind manifests on standard output, of which they would be part. */
const costLines = ({ nodeGroupCosts }: Conversion, { labels, style }: Job): string[] =>
  nodeGroupLines(
    nodeGroupCosts.filter(({ uri }) => uri !== STDIN_URI),
    labels,
    style,
  );

/** New files whole; those of standard input as they are. */
function createdLines({ created }: Conversion, { style, labels }: Job): string[] {
  return created.flatMap(({ uri, text }) => {
    const lines = text.replace(/\n$/, '').split('\n');
    if (isOfStdin(uri)) return lines;
    return ['--- /dev/null', `+++ b/${labels(uri)}`, ...lines.map((line) => style.green(`+${line}`))];
  });
}

const isOfStdin = (uri: string): boolean => uri.startsWith('stdin:');

/** New files are named as those beside them. */
function labelsWith({ created }: Conversion, { labels, world }: Job): Labels {
  const made = new Map(
    created.map(({ uri }) => [
      uri,
      isOfStdin(uri) ? '-' : labelOf(fileURLToPath(uri), world.workingDirectory),
    ]),
  );
  return (uri) => made.get(uri) ?? labels(uri);
}

/** Behind the text of standard input they would be part of it. */
function noteLines({ notes }: Conversion, { labels, style, world }: Job): string[] {
  const lines = notes.flatMap((note) => linesOf(note, labels(note.uri), style.yellow));
  if (!notes.some(({ uri }) => uri === STDIN_URI)) return lines;
  world.err(`${lines.join('\n')}\n`);
  return [];
}

const linesOf = (
  { document, severity, path, message }: ConversionNote,
  label: string,
  paint: (text: string) => string,
): string[] => {
  const loud = severity === 'warning' ? paint(severity) : severity;
  return [`${label} document ${document} ${loud}${path === '' ? '' : ` ${path}`}`, ...wrap(message, 4)];
};

function summary({ converted, renamed, nodeGroups, files }: Conversion, { invocation }: Job): string {
  if (converted.length + renamed.length + nodeGroups.length === 0) return 'nothing to convert';
  const changed = files.filter((file) => file.changed).length;
  const parts = [
    ...(converted.length > 0 ? [`${counted(converted.length, 'object')} of old API versions`] : []),
    ...(renamed.length > 0 ? [`${counted(renamed.length, 'workload')} with old labels`] : []),
  ];
  const inFiles = parts.length > 0 ? [`${parts.join(' and ')} in ${counted(changed, 'file')}`] : [];
  const asPools = nodeGroups.length > 0 ? [`${counted(nodeGroups.length, 'node group')} as NodePools`] : [];
  const what = [...inFiles, ...asPools].join(', ');
  return invocation.write ? `converted ${what}` : `${what}; nothing is written without --write`;
}

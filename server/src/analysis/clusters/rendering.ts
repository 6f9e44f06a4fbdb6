/** What among files a program can render, and what comes of its output: texts that take the place of templates, bases and
 *  patches. Running the program is somebody else's business. */
import { parseFile } from '../../manifest/document';
import type { Finding, SourceFile } from '../../model/finding';
import { chartsOf, isBelow, isPartOfChart, subchartsOn, templateUri, type Chart } from '../../render/charts';
import { splitHelmOutput } from '../../render/helmOutput';
import { templateOrigin, type ValuesSource } from '../../render/helmOrigin';
import { kustomizeOrigin } from '../../render/kustomizeOrigin';
import { firstLine, lineRange, type RenderedFile } from '../../render/place';
import { fileFacts } from './fileFacts';
import { isKustomizationName, Kustomizations } from './kustomize';
import { joinKey, parentKey, uriKey } from '../uris';

/** A chart or a folder with a kustomization. */
export interface RenderTarget {
  readonly by: 'helm' | 'kustomize';
  /** Chart.yaml, or the kustomization. */
  readonly file: SourceFile;
  /** URI of the folder. */
  readonly folder: string;
  /** Chart's name; of a kustomization the folder's. */
  readonly name: string;
  /** What the rendered output takes the place of. */
  readonly files: readonly SourceFile[];
  /** Of kustomize: URIs of the patches among `files`. */
  readonly patchUris: ReadonlySet<string>;
  /** Something that is not on this machine: rendering it would open a connection. */
  readonly remote?: string;
}

/** Charts, and kustomizations that no other one includes, by folder; charts first. */
export function renderTargets(files: readonly SourceFile[]): readonly RenderTarget[] {
  const charts = chartsOf(files);
  const ofCharts = charts.map((chart): RenderTarget => ({
    ...{ by: 'helm', file: chart.manifest, folder: chart.folder, name: chart.name, patchUris: new Set() },
    files: files.filter(({ uri }) => isPartOfChart(uri, chart)),
  }));
  const others = files.filter(({ uri }) => !charts.some((chart) => isPartOfChart(uri, chart)));
  return [...ofCharts, ...kustomizeTargets(others)];
}

function kustomizeTargets(files: readonly SourceFile[]): readonly RenderTarget[] {
  const byKey = new Map(files.map((file) => [uriKey(file.uri), file]));
  const facts = [...byKey].map(([key, file]) => ({ key, facts: factsOf(file) }));
  const kustomizations = new Kustomizations(facts);
  return kustomizations.roots().flatMap((folder) => {
    const closure = kustomizations.closure(folder);
    const own = closure.filter(({ key }) => isKustomizationName(key));
    const root = own.find(({ key }) => parentKey(key) === folder);
    const file = root && byKey.get(root.key);
    if (!file || isComponent(file)) return [];
    const named = own.flatMap(({ key, facts: parts }) =>
      parts.flatMap(({ kustomization }) =>
        (kustomization?.patches ?? []).map((path) => joinKey(parentKey(key), path)),
      ),
    );
    const patches = named.flatMap((key) => byKey.get(key) ?? []);
    const remote = own
      .flatMap(({ facts: parts }) => parts.flatMap(({ kustomization }) => kustomization?.includes ?? []))
      .find(isRemote);
    const target: RenderTarget = {
      ...{ by: 'kustomize', file, folder: file.uri.slice(0, file.uri.lastIndexOf('/')) },
      name: decodeURIComponent(file.uri.split('/').at(-2) ?? ''),
      files: [...new Set([...closure.flatMap(({ key }) => byKey.get(key) ?? []), ...patches])],
      patchUris: new Set(patches.map(({ uri }) => uri)),
    };
    return [remote === undefined ? target : { ...target, remote }];
  });
}

const factsOf = (file: SourceFile) =>
  fileFacts(parseFile(file, { placeholders: 'allow' }).map(({ value }) => value));

const isComponent = (file: SourceFile): boolean => parseFile(file)[0]?.kind === 'Component';

/** What kustomize would fetch: URLs, `host.name/...`, `git@host:...`. */
const isRemote = (path: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\/|^git@|^(?:github|gitlab|bitbucket)\.\w+\/|[?&]ref=/.test(path);

/** Files of values, the one that counts most last. */
export interface HelmValues {
  readonly files: readonly SourceFile[];
  /** What messages call all that counts, the chart's own values included. */
  readonly labels: readonly string[];
}

/** The files that Helm's output makes of a chart. */
export function helmFiles(target: RenderTarget, output: string, values: HelmValues): readonly RenderedFile[] {
  const chart: Chart = { name: target.name, folder: target.folder, manifest: target.file };
  return splitHelmOutput(output).map(({ source, text }) => {
    const uri = templateUri(chart, source) ?? target.file.uri;
    const template = target.files.find((file) => file.uri === uri) ?? target.file;
    const input = { template, rendered: text, values: valuesFor(source, target, values) };
    return { uri: template.uri, text, by: 'helm', inputs: values.labels, originOf: templateOrigin(input) };
  });
}

/** Values by precedence for the template of a chart or of a chart within it: those given, then those of each chart on the way. */
function valuesFor(source: string, target: RenderTarget, values: HelmValues): readonly ValuesSource[] {
  const chain = subchartsOn(source);
  const given = [...values.files].reverse().map((file) => ({ file, base: chain }));
  const own = [...chain, ''].map((_, depth) => {
    const folder = [target.folder, ...chain.slice(0, depth).map((name) => `charts/${name}`)].join('/');
    const file = target.files.find(({ uri }) => /^values\.ya?ml$/.test(restOf(uri, folder)));
    return { file, base: chain.slice(depth) };
  });
  return [...given, ...own].flatMap(({ file, base }) => {
    const manifest = file && parseFile(file, { placeholders: 'allow' })[0];
    return manifest ? [{ uri: file.uri, manifest, base }] : [];
  });
}

const restOf = (uri: string, folder: string): string =>
  isBelow(uri, folder) ? uri.slice(folder.length + 1) : '';

/** The file that kustomize's output makes. */
export function kustomizedFile(target: RenderTarget, output: string, label: string): RenderedFile {
  const { file, files, patchUris } = target;
  return {
    ...{ uri: file.uri, text: output, by: 'kustomize', inputs: [label] },
    originOf: kustomizeOrigin({ root: file, files, patchUris }),
  };
}

const NOT_RENDERED = 'dryfit/not-rendered';

/** The path of the first template that a message names, and the line behind it. */
function placeIn(message: string): readonly string[] {
  const words = message.split(/[^\w./:-]+/).map((word) => word.split(':'));
  return words.find(([path = '']) => path.includes('/') && /\.(?:ya?ml|tpl|txt)$/.test(path)) ?? [];
}

/** A finding about a chart or kustomization that its program refuses, at the template and line that it names. */
export function notRendered(target: RenderTarget, message: string): Finding {
  const chart: Chart = { name: target.name, folder: target.folder, manifest: target.file };
  const [source = '', line] = placeIn(message);
  const file = target.files.find(({ uri }) => uri === templateUri(chart, source)) ?? target.file;
  const isThere = file !== target.file && line !== undefined;
  const text = file.text.split('\n')[Number(line) - 1];
  return {
    ...{ rule: NOT_RENDERED, source: 'syntax', severity: 'error', uri: file.uri, document: 0, path: '' },
    message: `${target.by} cannot render it: ${message}`,
    range: isThere && text !== undefined ? lineRange(Number(line) - 1, text.trimEnd()) : firstLine(file.text),
    fixes: [],
  };
}

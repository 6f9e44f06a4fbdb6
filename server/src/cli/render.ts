/** `--render`: charts and kustomizations among the inputs as helm and kustomize make them, in place of templates, bases and
 *  patches. Without it, and without the programs, they are left in peace, and one line says so. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMissing, type RenderPrograms } from '../analysis/jobs/ports';
import {
  helmFiles,
  kustomizedFile,
  notRendered,
  renderTargets,
  type HelmValues,
  type RenderTarget,
} from '../analysis/clusters/rendering';
import type { Finding } from '../model/finding';
import { resolveOptions } from '../model/options';
import { chartsOf } from '../render/charts';
import type { RenderedFile } from '../render/place';
import { failed, success, type Outcome } from '../util/outcome';
import type { Invocation } from './invocation';
import type { InputFile } from './inputs';
import { counted } from './style';
import { readText } from './textFiles';
import type { World } from './world';

export interface RenderedInputs {
  readonly files: readonly InputFile[];
  /** Files beside the inputs that findings may be told at: values. */
  readonly read: readonly InputFile[];
  /** By URI: where what is said about them came from. */
  readonly rendered: ReadonlyMap<string, RenderedFile>;
  /** What a program refused to render. */
  readonly failures: readonly Finding[];
}

export const asTheyAre = (files: readonly InputFile[]): RenderedInputs => ({
  files,
  read: [],
  rendered: new Map(),
  failures: [],
});

/** @param programs  undefined: rendering is not asked for */
export async function renderInputs(
  files: readonly InputFile[],
  invocation: Invocation,
  world: World,
): Promise<Outcome<RenderedInputs>> {
  const { programs } = world;
  if (!programs) return failed('--render: this build cannot run programs');
  const values = readValues(invocation, world.workingDirectory);
  if (!values.ok) return values;
  const targets = renderTargets(files);
  const run = { files, invocation, world, programs, values: values.value };
  const results = await Promise.all(targets.map((target) => renderOne(target, run)));
  hintAtMissing(results, world);
  const done = results.flatMap((result) => (result.state === 'rendered' ? [result] : []));
  const replaced = new Set(done.flatMap(({ target }) => target.files.map(({ uri }) => uri)));
  const labels = new Map(files.map(({ uri, label }) => [uri, label]));
  const made = done.flatMap((result) => result.files);
  return success({
    files: [
      ...files.filter(({ uri }) => !replaced.has(uri)),
      ...made.map(({ uri, text }) => ({ uri, text, label: labels.get(uri) ?? uri })),
    ],
    read: values.value,
    rendered: new Map(made.map((file) => [file.uri, file])),
    failures: results.flatMap((result) => (result.state === 'failed' ? [result.finding] : [])),
  });
}

interface Run {
  readonly files: readonly InputFile[];
  readonly invocation: Invocation;
  readonly world: World;
  readonly programs: RenderPrograms;
  readonly values: readonly InputFile[];
}

type Result =
  | { readonly state: 'rendered'; readonly target: RenderTarget; readonly files: readonly RenderedFile[] }
  | { readonly state: 'missing'; readonly target: RenderTarget }
  | { readonly state: 'failed'; readonly target: RenderTarget; readonly finding: Finding };

async function renderOne(target: RenderTarget, run: Run): Promise<Result> {
  const refused = (message: string): Result => ({
    state: 'failed',
    target,
    finding: notRendered(target, message),
  });
  if (target.remote !== undefined)
    return refused(`${target.remote} is not on this machine, and nothing is fetched`);
  const outcome =
    target.by === 'helm'
      ? await run.programs.helm({
          ...{ folderUri: target.folder, releaseName: releaseName(target), withHooks: isCheck(run) },
          valuesUris: run.values.map(({ uri }) => uri),
          kubernetesVersion: resolveOptions(run.invocation.options).kubernetesVersion,
        })
      : await run.programs.kustomize({ folderUri: target.folder });
  if (isMissing(outcome)) return { state: 'missing', target };
  if (!outcome.ok) return refused(outcome.failure.message);
  const files =
    target.by === 'helm'
      ? helmFiles(target, outcome.value, helmValues(run.values))
      : [kustomizedFile(target, outcome.value, folderLabel(target, run.world.workingDirectory))];
  return { state: 'rendered', target, files };
}

/** Hooks are judged, but they run before the cluster is what it will be. */
const isCheck = ({ invocation: { command } }: Run): boolean => command === 'check';

const releaseName = ({ name }: RenderTarget): string =>
  /^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$/.test(name) ? name : 'release';

const helmValues = (files: readonly InputFile[]): HelmValues => ({
  files,
  labels: ['values.yaml', ...files.map(({ label }) => label)],
});

const folderLabel = ({ folder }: RenderTarget, workingDirectory: string): string =>
  relative(workingDirectory, fileURLToPath(folder)) || '.';

/** The files of `--values`, the one that counts most last. */
function readValues({ values }: Invocation, workingDirectory: string): Outcome<readonly InputFile[]> {
  const files: InputFile[] = [];
  for (const label of values) {
    const path = resolve(workingDirectory, label);
    if (!existsSync(path)) return failed(`--values ${label}: no such file`);
    const text = readText(path);
    if (!text.ok) return text;
    files.push({ uri: pathToFileURL(path).href, label, text: text.value });
  }
  return success(files);
}

function hintAtMissing(results: readonly Result[], world: World): void {
  const missing = results.flatMap((result) => (result.state === 'missing' ? [result.target] : []));
  const programs = [...new Set(missing.map(({ by }) => by))];
  if (programs.length === 0) return;
  const what = namesOf(missing);
  world.err(
    `dryfit: ${what} left as ${isAre(missing.length)}: no ${programs.join(' and no ')} on the PATH\n`,
  );
}

const isAre = (count: number): string => (count === 1 ? 'it is' : 'they are');

function namesOf(targets: readonly RenderTarget[]): string {
  const charts = targets.filter(({ by }) => by === 'helm').length;
  const folders = targets.length - charts;
  return [
    ...(charts > 0 ? [counted(charts, 'chart')] : []),
    ...(folders > 0 ? [counted(folders, 'kustomization')] : []),
  ].join(' and ');
}

/** One line when there are charts and nobody asked for them to be rendered. */
export function hintAtCharts(files: readonly InputFile[], world: World): void {
  const count = chartsOf(files).length;
  if (count > 0)
    world.err(
      `dryfit: templates of ${counted(count, 'chart')} left in peace: --render checks what helm makes of them\n`,
    );
}

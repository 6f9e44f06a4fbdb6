/** What all commands share: the work at hand, how it is printed, and what is said while it lasts. */
import type { Catalog, RegionCatalog } from '../catalog/catalog';
import type { LiveObjects } from '../model/liveObjects';
import type { Finding, SourceFile } from '../model/finding';
import type { RenderedFile } from '../render/place';
import type { UnreadableFile } from '../report/fleet';
import type { Invocation } from './invocation';
import type { Labels } from './checkText';
import type { InputFile } from './inputs';
import { COLOURED, counted, PLAIN, type Style } from './style';
import type { World } from './world';

export type ExitStatus = 0 | 1 | 2;

/** A command with everything that it works on. */
export interface Job {
  readonly invocation: Invocation;
  readonly world: World;
  readonly files: readonly InputFile[];
  /** `diff`: the files as they were; empty elsewhere. */
  readonly before: readonly InputFile[];
  /** Rendered files, by URI: where what is found in them came from. */
  readonly rendered: ReadonlyMap<string, RenderedFile>;
  /** What could not be rendered. */
  readonly renderFailures: readonly Finding[];
  /** What runs in the cluster that `--cluster-context` names. */
  readonly live?: LiveObjects;
  /** `overview`: files that were left out. */
  readonly unreadable: readonly UnreadableFile[];
  readonly catalog: Catalog;
  readonly region: RegionCatalog;
  readonly labels: Labels;
  readonly style: Style;
}

/** One line on standard error: what is wrong and what to do. */
export function refuse(message: string, world: World): ExitStatus {
  world.err(
    `dryfit: ${message
      .split('\n')
      .map((line) => line.trim())
      .join(' ')}\n`,
  );
  return 2;
}

export function print(lines: readonly string[], world: World, status: ExitStatus): ExitStatus {
  world.out(`${lines.join('\n')}\n`);
  return status;
}

export const styleFor = (world: World): Style => (world.isTerminal && !world.noColour ? COLOURED : PLAIN);

/** A rule that throws is a bug of ours: said, and nothing else stops. */
export const reportTo =
  (world: World) =>
  (rule: string, error: unknown): void =>
    world.err(`dryfit: bug in rule ${rule}, left out: ${String(error)}\n`);

export const sourceOf = ({ uri, text }: SourceFile) => ({ uri, text });

/** Says what is going on while `work` lasts. */
export function withProgress<T>(job: Job, doing: string, work: () => T): T {
  progress(job, `${doing} ${counted(job.files.length, 'file')} ...`);
  const result = work();
  progress(job, '');
  return result;
}

/** One line that the next one replaces, on a terminal only. */
export function progress({ world }: Job, text: string): void {
  if (world.isTerminal) world.err(`\r\u001b[K${text}`);
}

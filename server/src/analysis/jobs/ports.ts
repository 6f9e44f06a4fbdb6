/** What the language server needs of the world, as interfaces: `adapters/` implements them, tests replace them. */
import type { Outcome } from '../../util/outcome';
import type { Finding } from '../../model/finding';
import type { ClusterDetails } from '../shown/details';
import type { PoolWeek } from '../motion/budgetWeek';
import type { WorkloadExplained } from '../shown/explained';
import type {
  CheckedFile,
  CheckJob,
  ClusterJob,
  ClusterResult,
  CompareAnswer,
  CompareJob,
  ConvertJob,
  DetailsJob,
  ClusterInput,
  ExplainJob,
  FixesJob,
  PictureAnswer,
  PictureJob,
  TimelineJob,
  WeekJob,
} from './jobs';
import type { PanelTimeline } from '../motion/panelTimeline';
import type { ScaleDown } from '../motion/scaleDown';
import type { Comparison } from '../motion/strategies';
import type { ClusterPreview } from '../shown/preview';

/** A file on disk that may hold manifests. */
export interface FoundFile {
  readonly uri: string;
  readonly text: string;
}

export interface FolderScan {
  readonly files: readonly FoundFile[];
  /** One sentence per limit that was hit or file that could not be read; for the log. */
  readonly leftOut: readonly string[];
}

/** Reads files below workspace folders, never outside them; symbolic links are not followed. */
export interface WorkspaceFiles {
  /** Every .yaml, .yml and .json file below the folder that may hold Kubernetes objects, by path. */
  scan(folderUri: string): Promise<FolderScan>;
  /** The text of one file, or undefined when there is none to read (gone, too large, outside `folderUris`, no manifest). */
  read(uri: string, folderUris: readonly string[]): Promise<string | undefined>;
  /** As `scan`, of a folder that has come to be below `folderUris`; no file where it is none. */
  scanInside(uri: string, folderUris: readonly string[]): Promise<readonly FoundFile[]>;
}

/** Runs programs that render charts and kustomizations: without a shell, a network or the user's environment, within
 *  limits of time and output, and never a program that lies below the folders that are rendered. */
export interface RenderPrograms {
  helm(request: HelmRequest): Promise<RenderOutcome>;
  /** By `kustomize`, else by `kubectl kustomize`. */
  kustomize(request: KustomizeRequest): Promise<RenderOutcome>;
}

export interface KustomizeRequest {
  readonly folderUri: string;
}

export interface HelmRequest {
  readonly folderUri: string;
  readonly releaseName: string;
  /** Files of values, the one that counts most last. */
  readonly valuesUris: readonly string[];
  readonly kubernetesVersion: string;
  /** Objects that only live while a release is installed or upgraded. */
  readonly withHooks: boolean;
}

/** The program's output; or that there is no such program. */
export type RenderOutcome = Outcome<string> | { readonly ok: false; readonly isMissing: true };

export const isMissing = (
  outcome: RenderOutcome,
): outcome is { readonly ok: false; readonly isMissing: true } => !outcome.ok && 'isMissing' in outcome;

export interface Clock {
  /** Milliseconds from an arbitrary start, for measuring. */
  now(): number;
  /** Calls back once after `delayMs`; the result cancels that. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export type JobOutcome<T> = Outcome<T> | { readonly ok: false; readonly isCancelled: true };

/** Handle on a job that was handed in. A cancelled job answers with `isCancelled`, soon. Never rejects. */
export interface RunningJob<T> {
  readonly outcome: Promise<JobOutcome<T>>;
  cancel(): void;
}

/** Runs the slow parts off the thread that answers the editor, one job after the other, in the order handed in. */
export interface AnalysisWorker {
  check(job: CheckJob): RunningJob<readonly CheckedFile[]>;
  /** @param onDrawn  told of the picture as soon as it stands, while the rules still run */
  solve(job: ClusterJob, onDrawn?: (preview: ClusterPreview) => void): RunningJob<ClusterResult>;
  details(job: DetailsJob): RunningJob<ClusterDetails>;
  fixes(job: FixesJob): RunningJob<readonly Finding[]>;
  convert(job: ConvertJob): RunningJob<readonly Finding[]>;
  picture(job: PictureJob): RunningJob<PictureAnswer>;
  compare(job: CompareJob): RunningJob<CompareAnswer>;
  explain(job: ExplainJob): RunningJob<readonly WorkloadExplained[]>;
  week(job: WeekJob): RunningJob<readonly PoolWeek[]>;
  timeline(job: TimelineJob): RunningJob<PanelTimeline>;
  strategies(job: TimelineJob): RunningJob<Comparison>;
  scaleDown(job: ClusterInput): RunningJob<ScaleDown>;
  /** Times that the worker had to be started again. */
  restartCount(): number;
  dispose(): Promise<void>;
}

export const isCancelled = <T>(
  outcome: JobOutcome<T>,
): outcome is { readonly ok: false; readonly isCancelled: true } => !outcome.ok && 'isCancelled' in outcome;

/** The work that is done off the thread that answers the editor: what is asked and what is answered, as plain data that
 *  can be sent between threads. */
import type { Finding, SourceFile } from '../../model/finding';
import type { CostOptions } from '../../model/costOptions';
import type { Options } from '../../model/options';
import type { ObjectFacts } from '../clusters/fileFacts';
import type { LensMark } from '../shown/lensMarks';
import type { WhatIf } from '../../simulate/whatIf';
import type { WeekQuestion } from '../motion/budgetWeek';
import type { DriftPreview } from '../motion/drift';
import type { TimelineQuestion } from '../motion/panelTimeline';
import type { PoolPlace } from '../poolPlaces';
import type { ClusterPreview } from '../shown/preview';

/** The files of one cluster (or one file that belongs to none): references between them count. */
export interface ClusterInput {
  readonly files: readonly SourceFile[];
  readonly options: Options;
}

/** Edit-stage findings of some files of a cluster that is too large for the main thread. */
export interface CheckJob extends ClusterInput {
  /** The files whose findings are wanted. */
  readonly wantedUris: readonly string[];
  /** `file` while the other files are not known yet. */
  readonly scope: 'file' | 'cluster';
  /** Digest of the facts that whoever asks has of each file, by URI: those are not sent again. */
  readonly knownFacts?: Readonly<Record<string, string>>;
}

export interface CheckedFile {
  readonly uri: string;
  readonly findings: readonly Finding[];
  /** Absent when they are those that the one who asks has. */
  readonly facts?: DigestedFacts;
  readonly pools: readonly PoolPlace[];
}

export interface DigestedFacts {
  readonly digest: string;
  readonly objects: readonly ObjectFacts[];
}

/** Simulates a cluster, runs the rules that need the result, and checks every file of it. */
export interface ClusterJob extends ClusterInput {
  readonly replicas: 'spec' | 'min' | 'max';
  /** `documentKey`s of what is refused, where that is known: then nothing is judged here, and there are no edit findings. */
  readonly refused?: readonly string[];
}

/** What hovers and hints tell beyond the result of a simulation. */
export type DetailsJob = ClusterInput;

export interface ClusterResult {
  readonly preview: ClusterPreview;
  readonly lenses: readonly LensMark[];
  /** Of all files, by stage: what an edit shows at once, and what needs the simulation. */
  readonly editFindings: readonly Finding[];
  readonly solveFindings: readonly Finding[];
}

/** Solve-stage findings of one file with their fixes, each proved by a simulation. */
export interface FixesJob extends ClusterInput {
  readonly uri: string;
}

/** Findings about fields of old versions, with the conversion as their fix. */
export interface ConvertJob extends ClusterInput {
  readonly findings: readonly Finding[];
}

/** What a change that nobody wrote would make of a cluster. No rules are asked. */
export interface PictureJob extends ClusterInput {
  readonly replicas: ClusterJob['replicas'];
  readonly whatIf: WhatIf;
  /** Over what the options say of the bill. */
  readonly cost: CostOptions;
}

export interface PictureAnswer {
  readonly preview: ClusterPreview;
  /** Of `whatIf`: what the region has not. */
  readonly unknownTypes: readonly string[];
}

/** What an edit made of a cluster: `files` are the newer ones. */
export interface CompareJob extends ClusterInput, CompareTask {}

interface CompareTask {
  readonly replicas: ClusterJob['replicas'];
  readonly before: readonly SourceFile[];
  readonly fromSecond: number;
  readonly secondsPerNode: number;
}

export interface CompareAnswer {
  readonly before: ClusterPreview;
  readonly drift: DriftPreview;
}

/** Why pods are pending, and what would place them. */
export interface ExplainJob extends ClusterInput {
  readonly replicas: ClusterJob['replicas'];
}

export interface WeekJob extends ClusterInput {
  readonly week: WeekQuestion;
}

/** A workload under a load, second by second. */
export interface TimelineJob extends ClusterInput {
  readonly question: TimelineQuestion;
}

/** A job without its input, as it travels to the worker. */
export type JobTask =
  | ({ readonly kind: 'check' } & Pick<CheckJob, 'wantedUris' | 'scope' | 'knownFacts'>)
  | ({ readonly kind: 'solve' } & Pick<ClusterJob, 'replicas' | 'refused'>)
  | { readonly kind: 'details' }
  | { readonly kind: 'fixes'; readonly uri: string }
  | { readonly kind: 'convert'; readonly findings: readonly Finding[] }
  | ({ readonly kind: 'picture' } & Pick<PictureJob, 'replicas' | 'whatIf' | 'cost'>)
  | ({ readonly kind: 'compare' } & CompareTask)
  | { readonly kind: 'explain'; readonly replicas: ClusterJob['replicas'] }
  | { readonly kind: 'week'; readonly week: WeekQuestion }
  | { readonly kind: 'timeline'; readonly question: TimelineQuestion }
  | { readonly kind: 'strategies'; readonly question: TimelineQuestion }
  | { readonly kind: 'scaleDown' };

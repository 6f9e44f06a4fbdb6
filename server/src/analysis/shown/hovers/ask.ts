/** What a hover is asked about, and what is known when it is asked. */
import type { Manifest, Path } from '../../../manifest/document';
import type { ClusterDetails } from '../details';
import type { ClusterPreview } from '../preview';

/** What is known about the simulation of a file's cluster. */
export type ClusterState =
  | {
      readonly state: 'ready';
      readonly cluster: string;
      readonly preview: ClusterPreview;
      /** undefined: not found out yet. */
      readonly details: ClusterDetails | undefined;
      readonly isStale: boolean;
      /** The address of a pool or workload in the simulation panel; undefined in editors that have none. */
      readonly linkTo?: (subject: Subject) => string;
    }
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly message: string; readonly hint?: string };

/** What a hover is about, as the panel knows it. */
export interface Subject {
  readonly nodePool?: string;
  /** "namespace/name" */
  readonly workload?: string;
}

export type ReadyCluster = Extract<ClusterState, { state: 'ready' }>;

/** The time of the person who asks: the analysis has no clock. */
export interface WallTime {
  /** Since 1970. */
  readonly second: number;
  /** Of the tz database. */
  readonly timeZone: string;
}

export interface HoverAsk {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly part: 'key' | 'value';
  /** Asked only by hovers that need it: asking may start a simulation. */
  readonly cluster: () => ClusterState;
  /** undefined where the time is not known. */
  readonly time: WallTime | undefined;
}

/** Markdown, or undefined when the hover has nothing to say there. */
export type Facts = (ask: HoverAsk) => string | undefined;

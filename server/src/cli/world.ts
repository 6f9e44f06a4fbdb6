/** What a command needs of the process: handed in, so that tests can stand in for it. */
import type { RenderPrograms } from '../analysis/jobs/ports';
import type { LiveObjects } from '../model/liveObjects';
import type { PriceSnapshot } from '../model/priceSnapshot';
import type { Outcome } from '../util/outcome';

export interface RefreshRequest {
  readonly region: string;
  /** Of the user's AWS configuration. */
  readonly profile?: string;
  /** Where snapshots are kept. */
  readonly folder: string;
  /** The instant that the prices are of. */
  readonly now: () => string;
}

export interface PriceRefresh {
  /** The file of the region. */
  readonly path: string;
  /** What is stored now: as renewed, or as it was; undefined when there is nothing. */
  readonly snapshot: PriceSnapshot | undefined;
  readonly isWritten: boolean;
  /** One line for each cause, with the parts that it left as they were; empty when all went well. */
  readonly failures: readonly string[];
}

export interface PriceWorld {
  readonly folder: string;
  /** ISO instant. */
  readonly now: () => string;
  readonly refresh: (request: RefreshRequest) => Promise<PriceRefresh>;
}

export interface ClusterRequest {
  /** '' for the current one. */
  readonly context: string;
  /** One path or several, as in KUBECONFIG; absent: as the environment says. */
  readonly kubeconfig?: string;
  /** Whether the kubeconfig's credential program may be run. */
  readonly mayRunPrograms: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ClusterView {
  readonly context: string;
  readonly objects: LiveObjects;
  /** What could not be listed, one sentence each. */
  readonly warnings: readonly string[];
}

export interface World {
  readonly workingDirectory: string;
  /** Colours, and lines on what is going on. */
  readonly isTerminal: boolean;
  /** Whether people asked for plain text (NO_COLOR). */
  readonly noColour: boolean;
  readonly version: string;
  readonly readStdin: () => string;
  readonly now: () => number;
  /** Of the machine. */
  readonly processorCount: number;
  /** The bundle that serves as a worker thread; without one all is done on this thread. */
  readonly threadFile?: string;
  /** The refresh of prices, and where it stores them; absent when its bundle is. */
  readonly prices?: PriceWorld;
  /** Renderers of the user's PATH; absent where none may be run. */
  readonly programs?: RenderPrograms;
  /** Reads a running cluster; absent when its bundle is. */
  readonly readCluster?: (request: Omit<ClusterRequest, 'environment'>) => Promise<Outcome<ClusterView>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

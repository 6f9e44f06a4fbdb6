/** What a command needs of the process: handed in, so that tests can stand in for it. */
import type { PriceSnapshot } from '../model/priceSnapshot';

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
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

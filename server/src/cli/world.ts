/** What a command needs of the process: handed in, so that tests can stand in for it. */
import type { PriceRefresh, RefreshRequest } from './priceRefresh';

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

/** What a command needs of the process: handed in, so that tests can stand in for it. */

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
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

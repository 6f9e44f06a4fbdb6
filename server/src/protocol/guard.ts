/** Wraps every handler: measures it, answers cancelled requests as such, and is the one place where a bug in a handler
 *  is caught. A bug is logged with the name of the message and answered with nothing; it never ends the server. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Clock, Log } from '../analysis/jobs/ports';
import type { Timings } from './timings';

export interface Guard {
  readonly clock: Clock;
  readonly log: Log;
  readonly timings: Timings;
  /** True in tests: a bug is thrown on instead of being swallowed. */
  readonly rethrow: boolean;
}

/** A request's handler; `fallback` is the answer when it fails. */
export function guardRequest<P, R, F>(
  guard: Guard,
  name: string,
  fallback: F,
  handle: (params: P, token: CancellationToken) => R | Promise<R>,
): (params: P, token?: CancellationToken) => Promise<R | F | ResponseError<never>> {
  return async (...args) => {
    const [params, token] = paramsAndToken(args);
    const startMs = guard.clock.now();
    try {
      if (token.isCancellationRequested) return cancelled();
      const answer = await handle(params, token);
      return token.isCancellationRequested ? cancelled() : answer;
    } catch (error) {
      report(guard, name, error);
      return fallback;
    } finally {
      guard.timings.add(name, guard.clock.now() - startMs);
    }
  };
}

/** The library hands over the token alone when a request has no parameters. */
function paramsAndToken<P>([first, second]: [P, (CancellationToken | undefined)?]): [P, CancellationToken] {
  return second ? [first, second] : [undefined as P, first as CancellationToken];
}

/** The handler of a notification, an event or a timer; what it returns is awaited for its errors. */
export function guardEvent<A extends readonly unknown[]>(
  guard: Guard,
  name: string,
  handle: (...args: A) => void | Promise<void>,
): (...args: A) => void {
  return (...args) => {
    const startMs = guard.clock.now();
    const end = (): void => guard.timings.add(name, guard.clock.now() - startMs);
    try {
      const pending = handle(...args);
      if (pending === undefined) end();
      else void pending.catch((error: unknown) => report(guard, name, error)).finally(end);
    } catch (error) {
      end();
      report(guard, name, error);
    }
  };
}

function report({ log, rethrow }: Guard, name: string, error: unknown): void {
  log.error(`bug in ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (rethrow) throw error;
}

const cancelled = (): ResponseError<never> =>
  new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');

/** Makes `dryfit.trace.server` alone decide about tracing. The client library traces only while its channel's log level
 *  is Trace, which a user would have to set besides; this channel reports the level that the setting asks for. */
import { EventEmitter, LogLevel, workspace, type LogOutputChannel } from 'vscode';
import { affectsTrace, readSettings } from './settings';

export function traceChannel(log: LogOutputChannel): LogOutputChannel {
  const levelChanged = new EventEmitter<LogLevel>();
  const subscription = workspace.onDidChangeConfiguration((event) => {
    if (affectsTrace(event)) levelChanged.fire(wantedLevel());
  });
  const overrides: Partial<LogOutputChannel> = {
    onDidChangeLogLevel: levelChanged.event,
    // Written as information, or the log's own level would drop it again.
    trace: (message: string, ...details: unknown[]) => log.info(message, ...details),
    dispose: () => {
      subscription.dispose();
      levelChanged.dispose();
    },
  };
  return new Proxy(log, {
    get(target, key): unknown {
      if (key === 'logLevel') return wantedLevel();
      return key in overrides ? overrides[key as keyof LogOutputChannel] : Reflect.get(target, key);
    },
  });
}

function wantedLevel(): LogLevel {
  return readSettings().traceServer === 'off' ? LogLevel.Off : LogLevel.Trace;
}

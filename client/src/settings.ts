/** Typed read of the settings that the client itself needs; the server asks for its own. */
import { workspace, type ConfigurationChangeEvent } from 'vscode';

export interface ClientSettings {
  readonly traceServer: 'off' | 'messages' | 'verbose';
}

export function readSettings(): ClientSettings {
  const section = workspace.getConfiguration('dryfit');
  return { traceServer: section.get<ClientSettings['traceServer']>('trace.server') ?? 'off' };
}

export function affectsTrace(event: ConfigurationChangeEvent): boolean {
  return event.affectsConfiguration('dryfit.trace.server');
}

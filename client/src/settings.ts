/** Typed read of the settings that the client itself needs; the server asks for its own. */
import { workspace, type ConfigurationChangeEvent, type Uri } from 'vscode';

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

export interface RenderSettings {
  readonly isEnabled: boolean;
  /** Files of Helm values, relative to the workspace folder. */
  readonly values: readonly string[];
  readonly region: string;
}

export function readRenderSettings(scope: Uri | undefined): RenderSettings {
  const section = workspace.getConfiguration('dryfit', scope);
  return {
    isEnabled: section.get<boolean>('render.enable') === true,
    values: section.get<string[]>('render.values') ?? [],
    region: section.get<string>('region') ?? 'us-east-1',
  };
}

/** What a simulation goes by, as options of the command line. */
export function readSimulationOptions(scope: Uri | undefined): readonly string[] {
  const section = workspace.getConfiguration('dryfit', scope);
  const zones = section.get<string[]>('zones') ?? [];
  const option = (setting: string, flag: string): readonly string[] => {
    const value = section.get<string>(setting);
    return value === undefined || value === '' ? [] : [flag, value];
  };
  return [
    ...option('region', '--region'),
    ...(zones.length > 0 ? ['--zones', zones.join(',')] : []),
    ...option('preferencePolicy', '--preference-policy'),
    ...option('minValuesPolicy', '--min-values-policy'),
    ...option('karpenterVersion', '--karpenter-version'),
  ];
}

export interface ClusterViewSettings {
  /** Of the kubeconfig; '' to be asked. */
  readonly context: string;
  readonly mayRunPrograms: boolean;
}

export function readClusterViewSettings(): ClusterViewSettings {
  const section = workspace.getConfiguration('dryfit');
  return {
    context: section.get<string>('runningCluster.context') ?? '',
    mayRunPrograms: section.get<boolean>('runningCluster.credentialProgram') === true,
  };
}

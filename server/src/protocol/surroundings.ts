/** What completion and hovers are told of the world: the region of the settings, the objects of the workspace. */
import type { Workspace, WorkspaceFile } from '../analysis/workspace';
import type { Options } from '../model/options';
import { objectsOf, type RegionSource, type Surroundings } from '../authoring/values/value';
import type { SettingsStore } from './settings';

export const DEFAULT_REGION = 'us-east-1';

export interface AuthoringHost {
  readonly workspace: Workspace;
  readonly settings: SettingsStore;
  /** Of the settings and the project files. */
  optionsOf(uri: string): Options;
}

export function surroundingsOf(
  host: AuthoringHost,
  regions: RegionSource,
  file: WorkspaceFile,
): Surroundings {
  const { region = DEFAULT_REGION } = host.settings.of(file.uri).options;
  const { currencyLabel } = host.optionsOf(file.uri).cost ?? {};
  return {
    region: () => regions(region),
    ...(currencyLabel === undefined ? {} : { currencyLabel }),
    manifests: () => objectsOf(manifestsAround(host.workspace, file).all),
  };
}

export const karpenterVersionOf = (host: AuthoringHost, uri: string): string =>
  host.settings.of(uri).options.karpenterVersion ?? '1.14.1';

/** The objects of the file's own cluster, and all of the workspace with those first. */
export function manifestsAround(workspace: Workspace, file: WorkspaceFile) {
  const cluster = workspace.clusterOf(file.uri);
  const near = new Set(cluster ? workspace.filesOf(cluster) : [file]);
  const far = [...workspace.openFiles(), ...workspace.closedFiles()].filter((one) => !near.has(one));
  const nearby = [...near].flatMap(({ manifests }) => manifests);
  return { nearby, all: [...nearby, ...far.flatMap(({ manifests }) => manifests)] };
}

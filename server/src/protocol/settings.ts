/** The settings `dryfit.*`, read once per workspace folder and again when they change. What has the wrong type counts as
 *  not set: a typing mistake in settings.json must not switch anything off. */
import type { Connection } from 'vscode-languageserver';
import type { ClusterSettings } from '../analysis/clusters/clusters';
import { isWithin, uriKey } from '../analysis/uris';
import type { SchemaFindings } from '../analysis/shown/shown';
import { readCostOptions } from '../cost/readOptions';
import type { Options } from '../model/options';
import { field } from '../util/plainData';
import { isRuleLevel, type RuleLevel, type RuleLevels } from '../model/ruleLevels';

export interface Settings {
  readonly options: Options;
  readonly clusters: ClusterSettings;
  readonly isValidating: boolean;
  readonly schemaFindings: SchemaFindings;
  /** Whether changes are judged against the stored version as well. */
  readonly isComparingWithHead: boolean;
  readonly problemsScope: 'open' | 'workspace';
  readonly lenses: { readonly nodePools: boolean; readonly workloads: boolean; readonly scalers: boolean };
  /** Inlay hints beside instance types and requirements. */
  readonly isShowingPrices: boolean;
  /** Empty: that of the editor. */
  readonly timeZone: string;
}

export const DEFAULT_SETTINGS: Settings = readSettings(undefined);

export class SettingsStore {
  readonly #byFolder = new Map<string, Settings>();
  #general = DEFAULT_SETTINGS;

  /** Of the folder that holds the file, else those that belong to no folder. */
  of(uri: string): Settings {
    const key = uriKey(uri);
    let best: readonly [string, Settings] | undefined;
    for (const entry of this.#byFolder) {
      if (isWithin(key, entry[0]) && entry[0].length >= (best?.[0].length ?? 0)) best = entry;
    }
    return best?.[1] ?? this.#general;
  }

  get general(): Settings {
    return this.#general;
  }

  /** Asks the client for the settings of every folder in one request. */
  async load(connection: Connection, folderUris: readonly string[]): Promise<void> {
    const scopes = folderUris.map((scopeUri) => ({ scopeUri, section: 'dryfit' }));
    const answers: unknown = await connection.workspace.getConfiguration([{ section: 'dryfit' }, ...scopes]);
    const [general, ...folders] = Array.isArray(answers) ? (answers as unknown[]) : [];
    this.#general = readSettings(general);
    this.#byFolder.clear();
    folderUris.forEach((uri, index) => this.#byFolder.set(uriKey(uri), readSettings(folders[index])));
  }

  /** For clients that send settings rather than being asked. */
  take(settings: unknown): void {
    this.#general = readSettings(field(settings, 'dryfit') ?? settings);
    this.#byFolder.clear();
  }
}

/** The settings in a value of section `dryfit`. */
export function readSettings(value: unknown): Settings {
  const validate = field(value, 'validate');
  const schema = field(validate, 'schema');
  const lenses = field(value, 'codeLens');
  const timeZone = field(value, 'timeZone');
  return {
    options: readOptions(value),
    clusters: readClusters(field(value, 'clusters')),
    isValidating: field(validate, 'enable') !== false,
    schemaFindings: schema === 'on' || schema === 'off' ? schema : 'auto',
    isComparingWithHead: field(validate, 'againstHead') !== false,
    problemsScope: field(field(value, 'problems'), 'scope') === 'workspace' ? 'workspace' : 'open',
    lenses: {
      nodePools: field(lenses, 'nodePools') !== false,
      workloads: field(lenses, 'workloads') !== false,
      scalers: field(lenses, 'scalers') !== false,
    },
    isShowingPrices: field(field(value, 'inlayHints'), 'prices') !== false,
    timeZone: typeof timeZone === 'string' ? timeZone : '',
  };
}

/** Placeholders are allowed: an editor shows templates before they are filled in. */
function readOptions(value: unknown): Options {
  const region = field(value, 'region');
  const zones = texts(field(value, 'zones'));
  const preference = field(value, 'preferencePolicy');
  const minValues = field(value, 'minValuesPolicy');
  const version = field(value, 'karpenterVersion');
  const rules = readLevels(field(value, 'rules'));
  const cost = readCostOptions(field(value, 'cost'));
  return {
    placeholders: 'allow',
    ...(typeof region === 'string' && region !== '' ? { region } : {}),
    ...(zones.length > 0 ? { zones } : {}),
    ...(preference === 'Respect' || preference === 'Ignore' ? { preferencePolicy: preference } : {}),
    ...(minValues === 'Strict' || minValues === 'BestEffort' ? { minValuesPolicy: minValues } : {}),
    ...(version === '1.14.1' || version === '1.15.1' ? { karpenterVersion: version } : {}),
    ...(Object.keys(rules).length > 0 ? { rules } : {}),
    ...(Object.keys(cost).length > 0 ? { cost } : {}),
  };
}

function readLevels(value: unknown): RuleLevels {
  const levels: Record<string, RuleLevel> = {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return levels;
  for (const [rule, level] of Object.entries(value)) if (isRuleLevel(level)) levels[rule] = level;
  return levels;
}

/** An object from names to globs, or a list of objects with a name; `include` may be one glob. */
function readClusters(value: unknown): ClusterSettings {
  const named: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map((one) => [field(one, 'name'), one] as const)
    : Object.entries(typeof value === 'object' && value !== null ? value : {});
  const clusters: Record<string, ClusterSettings[string]> = {};
  for (const [name, globs] of named) {
    const include = texts(field(globs, 'include'));
    if (typeof name === 'string' && include.length > 0)
      clusters[name] = { include, exclude: texts(field(globs, 'exclude')) };
  }
  return clusters;
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

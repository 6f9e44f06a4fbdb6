/** Options of the public API, with their defaults applied once, at the door. */
import type { CostOptions } from './costOptions';
import type { SourceFile } from './finding';
import type { PriceSnapshot } from './priceSnapshot';
import type { RuleLevels } from './ruleLevels';

export interface Options {
  readonly region?: string;
  readonly zones?: readonly string[];
  readonly preferencePolicy?: 'Respect' | 'Ignore';
  readonly minValuesPolicy?: 'Strict' | 'BestEffort';
  readonly vmMemoryOverheadPercent?: string;
  readonly reservedENIs?: string;
  readonly kubernetesVersion?: string;
  readonly karpenterVersion?: '1.14.1' | '1.15.1';
  readonly placeholders?: 'literal' | 'allow';
  /** Rule id or `family/*` to severity or `off`. What the API server refuses cannot be switched off. */
  readonly rules?: RuleLevels;
  /** `.dryfit.yaml` files: the nearest one in a manifest's folder or above counts, before `rules`. */
  readonly projectFiles?: readonly SourceFile[];
  /** Of the bill; decisions never depend on it. */
  readonly cost?: CostOptions;
  /** Prices and offerings in place of the embedded ones: a snapshot of the same region, as `dryfit prices refresh` stores it. */
  readonly prices?: PriceSnapshot;
}

export interface ResolvedOptions {
  readonly region: string;
  /** undefined: every zone of the region has a subnet. */
  readonly zones: readonly string[] | undefined;
  readonly preferencePolicy: 'Respect' | 'Ignore';
  readonly minValuesPolicy: 'Strict' | 'BestEffort';
  readonly vmMemoryOverheadPercent: number;
  readonly reservedEniCount: number;
  readonly kubernetesVersion: string;
  readonly karpenterVersion: '1.14.1' | '1.15.1';
  readonly placeholders: 'literal' | 'allow';
  readonly rules?: RuleLevels;
  readonly projectFiles?: readonly SourceFile[];
  readonly cost?: CostOptions;
}

export function resolveOptions(options: Options = {}): ResolvedOptions {
  const zones = options.zones?.length ? options.zones : undefined;
  return {
    region: options.region ?? 'us-east-1',
    zones,
    preferencePolicy: options.preferencePolicy ?? 'Respect',
    minValuesPolicy: options.minValuesPolicy ?? 'Strict',
    vmMemoryOverheadPercent: Number(options.vmMemoryOverheadPercent ?? '0.075'),
    reservedEniCount: Number(options.reservedENIs ?? '0'),
    kubernetesVersion: options.kubernetesVersion ?? '1.35',
    karpenterVersion: options.karpenterVersion ?? '1.14.1',
    placeholders: options.placeholders ?? 'literal',
    ...(options.rules ? { rules: options.rules } : {}),
    ...(options.projectFiles?.length ? { projectFiles: options.projectFiles } : {}),
    ...(options.cost ? { cost: options.cost } : {}),
  };
}

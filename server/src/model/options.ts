/** Options of the public API, with their defaults applied once, at the door. */
import type { CostOptions } from './costOptions';
import type { SourceFile } from './finding';
import type { PriceSnapshot } from './priceSnapshot';
import type { RuleLevels } from './ruleLevels';

/** What the cluster is and how Karpenter was started; everything has a default. */
export interface Options {
  /** AWS region of offerings and prices. Default: us-east-1. */
  readonly region?: string;
  /** Zones that have a subnet. Default: all of the region's. */
  readonly zones?: readonly string[];
  /** Default: Respect. */
  readonly preferencePolicy?: 'Respect' | 'Ignore';
  /** Default: Strict. */
  readonly minValuesPolicy?: 'Strict' | 'BestEffort';
  /** Part of a type's memory that the hypervisor takes: a decimal fraction. Default: 0.075. */
  readonly vmMemoryOverheadPercent?: string;
  /** Network interfaces that pods do not get: a whole number. Default: 0. */
  readonly reservedENIs?: string;
  /** Default: 1.35. */
  readonly kubernetesVersion?: string;
  /** Whose schemas and run-time rules count. Default: 1.14.1. */
  readonly karpenterVersion?: '1.14.1' | '1.15.1';
  /** Whether `$(A)` and the like may stand for any value. Default: literal, they are judged as text. */
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

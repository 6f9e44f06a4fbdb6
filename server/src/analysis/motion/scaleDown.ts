/** What consolidation would do once the load is gone: from every scaler's maximum to its minimum. */
import type { Consolidation } from '../../consolidation/consolidate';
import type { SourceFile } from '../../model/finding';
import type { PreparedSimulation } from '../../simulate/simulate';
import { podCountOf } from '../../simulate/replicas';
import { clusterWorld, type ConsolidationOptions, type Resources } from './clusterWorld';
import { consolidateFiles } from './consolidate';
import { scaleDownNotes } from './scaleDownNotes';
import { rounded } from '../../util/rounded';

export interface ScaleDownRequest {
  readonly files: readonly SourceFile[];
  readonly options?: ConsolidationOptions & {
    /** Whether nodes of static pools are there, and take pods; they are by default. */
    readonly staticNodes?: boolean;
  };
}

export interface ScaleDown extends Consolidation {
  /** Workloads that shrink: pods before and after. */
  readonly change: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
  /** Of all commands together; per month of 730 hours. */
  readonly savingsUsdPerHour: number;
  readonly savingsUsdPerMonth: number;
  /** Sentences: static pools that are left out, pods without a node at the maximum, what pools keep consolidation from, and
   *  what is taken for granted of static pools. */
  readonly notes: readonly string[];
}

/** Old enough for any consolidateAfter that means to consolidate, and young enough for nodes not to expire. */
const AGE_SECONDS = 7 * 24 * 3600;
const HOURS_PER_MONTH = 730;

export function afterScaleDown(
  { files, options: given = {} }: ScaleDownRequest,
  resources: Resources,
): ScaleDown {
  const { staticNodes = true } = given;
  const options = { ...given, staticNodes };
  const { prepared, world } = clusterWorld(files, options, resources, { seconds: AGE_SECONDS, staticNodes });
  const change = changesOf(prepared);
  const replicas = Object.fromEntries(Object.entries(change).map(([key, { to }]) => [key, to]));
  const request = {
    files,
    options,
    seconds: AGE_SECONDS,
    change: { replicas, pick: 'spread' },
    replicas: 'max',
  } as const;
  const consolidation = consolidateFiles(request, resources);
  const usd = consolidation.commands.reduce((sum, { savingsUsdPerHour }) => sum + savingsUsdPerHour, 0);
  const savingsUsdPerHour = rounded(usd);
  return {
    ...consolidation,
    change,
    savingsUsdPerHour,
    savingsUsdPerMonth: Math.round(savingsUsdPerHour * HOURS_PER_MONTH * 100) / 100,
    notes: scaleDownNotes(consolidation, change, world),
  };
}

function changesOf({ cluster }: PreparedSimulation): ScaleDown['change'] {
  const sizes = cluster.workloads.map((workload) => {
    const key = `${workload.id.namespace}/${workload.id.name}`;
    const sizeAt = (choice: 'min' | 'max'): number => podCountOf(workload, cluster.scalers, choice);
    return [key, { from: sizeAt('max'), to: sizeAt('min') }] as const;
  });
  return Object.fromEntries(sizes.filter(([, { from, to }]) => to < from));
}

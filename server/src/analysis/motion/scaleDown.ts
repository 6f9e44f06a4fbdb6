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
  readonly options?: ConsolidationOptions;
}

export interface ScaleDown extends Consolidation {
  /** Workloads that shrink: pods before and after. */
  readonly change: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
  /** Of all commands together; per month of 730 hours. */
  readonly savingsUsdPerHour: number;
  readonly savingsUsdPerMonth: number;
  /** Sentences: what is left out, pods without a node at the maximum, and what pools keep consolidation from. */
  readonly notes: readonly string[];
}

/** Old enough for any consolidateAfter that means to consolidate, and young enough for nodes not to expire. */
const AGE_SECONDS = 7 * 24 * 3600;
const HOURS_PER_MONTH = 730;

export function afterScaleDown({ files, options = {} }: ScaleDownRequest, resources: Resources): ScaleDown {
  const { prepared, world } = clusterWorld(files, options, resources, { seconds: AGE_SECONDS });
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
    notes: [
      ...(prepared.cluster.staticPools.length > 0 ? ['Nodes of static pools are left out.'] : []),
      ...scaleDownNotes(consolidation, change, world.disruption),
    ],
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

/** What KEDA's scalers read from `triggers[].metadata`, by trigger type: facts of the release, no judgement. */
import table from '../../../../schemas/keda/scalers.json';

export interface ScalerParameter {
  readonly name: string;
  readonly optional?: true;
  /** As KEDA writes it; a parameter with a default may be left out. */
  readonly default?: string;
  /** The only values that are taken; of a list with `separator`, of each element. */
  readonly values?: readonly string[];
  readonly separator?: string;
  readonly rangeSeparator?: string;
  /** May be written in the trigger's metadata. */
  readonly metadata?: true;
  /** May be the name of an environment variable of the target, with `FromEnv` behind the parameter's name. */
  readonly env?: true;
  /** May come from a TriggerAuthentication. */
  readonly auth?: true;
  /** No longer read; the parameters to use instead, none when there are none. */
  readonly removed?: readonly string[];
  /** Still read, to be removed. */
  readonly deprecated?: readonly string[];
}

const SCALERS = table as unknown as Readonly<Record<string, readonly ScalerParameter[]>>;

/** Trigger types, sorted. */
export const scalerTypes = (): readonly string[] => Object.keys(SCALERS);

/** The parameters of a trigger type; undefined when KEDA has no such scaler. */
export const scalerParameters = (type: string): readonly ScalerParameter[] | undefined =>
  Object.hasOwn(SCALERS, type) ? SCALERS[type] : undefined;

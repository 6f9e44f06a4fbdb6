/** What KEDA's scalers read from `triggers[].metadata`, by trigger type: facts of the release, no judgement. */
import { ownValue } from '../../util/own';

export interface ScalerParameter {
  readonly name: string;
  /** How KEDA reads the text; undefined: as it stands, or in a way of the scaler's own. */
  readonly kind?: 'integer' | 'number' | 'boolean' | 'duration' | 'integers';
  /** Other names of the same parameter: one of them is enough. */
  readonly aliases?: readonly string[];
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
  /** The scaler as a whole is to be removed. */
  readonly endsScaler?: true;
}

type Scalers = Readonly<Record<string, readonly ScalerParameter[]>>;

/** Of use where KEDA is: loaded with the first trigger. */
const scalerTable = (): typeof import('./scalerTable') =>
  require('./scalerTable') as typeof import('./scalerTable');
let scalers: Scalers | undefined;
const read = (): Scalers => (scalers ??= scalerTable().scalers as unknown as Scalers);

/** Trigger types, sorted. */
export const scalerTypes = (): readonly string[] => Object.keys(read());

/** The parameters of a trigger type; undefined when KEDA has no such scaler. */
export const scalerParameters = (type: string): readonly ScalerParameter[] | undefined =>
  Object.hasOwn(read(), type) ? read()[type] : undefined;

const PULSAR = ['oauthTokenURI', 'scope', 'clientID', 'EndpointParams'];
const GCP = ['credentialsFromEnv', 'credentialsFromEnvFile'];

/** Keys that scalers read past the declarations that the published schema is made of.
 *  @source kedacore/keda pkg/scalers/{pulsar,datadog}_scaler.go, gcp/gcp_common.go@v2.21.0 */
const UNDECLARED: Readonly<Record<string, readonly string[]>> = {
  pulsar: PULSAR,
  datadog: ['type'],
  ...Object.fromEntries(
    ['gcp-cloudtasks', 'gcp-pubsub', 'gcp-spanner', 'gcp-stackdriver', 'gcp-storage'].map((type) => [
      type,
      GCP,
    ]),
  ),
};

/** Scalers that hand all metadata on to a program of the user's. */
const OPEN: ReadonlySet<string> = new Set(['external', 'external-push']);

/** Whether a scaler reads a key although it declares no such parameter. */
export const isReadUndeclared = (type: string, key: string): boolean =>
  OPEN.has(type) || ownValue(UNDECLARED, type)?.includes(key) === true;

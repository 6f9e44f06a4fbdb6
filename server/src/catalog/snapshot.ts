/** The format of the embedded snapshot: lines of ASCII JSON, written by scripts/generate-catalog.mjs.
 *  Line 0 is the header, line 1 the types table, then one line per region in the order of `Header.regions`. */

export interface Header {
  readonly format: 1;
  readonly sources: readonly DataSource[];
  /** Labels of the spot advisor's interruption classes, rarest first. */
  readonly interruptionRanges: readonly string[];
  readonly regions: readonly string[];
}

/** Where facts come from, and as of when (ISO date, or year and month). */
export interface DataSource {
  readonly id: string;
  readonly title: string;
  readonly asOf: string;
  /** Fetched from AWS on the user's demand; absent for what is embedded. */
  readonly isRefreshed?: true;
}

/** A column of few distinct values: `values[rows[i]]` is the value of row i. */
export interface Pooled<T> {
  readonly values: readonly T[];
  readonly rows: readonly number[];
}

/** A column that most rows lack: row `rows[i]` has `values[i]`. */
export interface Sparse<T> {
  readonly rows: readonly number[];
  readonly values: readonly T[];
}

export type GpuTuple = readonly [name: string, manufacturer: string, count: number, memoryMib: number];
export type AcceleratorTuple = readonly [name: string, manufacturer: string, count: number];
export type NeuronTuple = readonly [name: string, count: number, coresPerDevice: number];

/** Columns of equal length, one row a type, sorted by name. */
export interface TypesTable {
  readonly names: readonly string[];
  readonly vcpuCount: readonly number[];
  readonly memoryMib: readonly number[];
  readonly clockMhz: readonly number[];
  readonly ebsMbps: readonly (number | null)[];
  readonly networkMbps: readonly (number | null)[];
  readonly ipv4PerInterface: readonly number[];
  readonly efaCount: readonly (number | null)[];
  readonly branchInterfaceCount: readonly number[];
  readonly vpcIpv4PerInterface: readonly (number | null)[];
  readonly flags: readonly number[];
  readonly arch: Pooled<'amd64' | 'arm64'>;
  readonly hypervisor: Pooled<string>;
  readonly cpuManufacturer: Pooled<string>;
  readonly networkPerformance: Pooled<string>;
  readonly networkCards: Pooled<readonly number[]>;
  readonly storageGb: Sparse<number>;
  readonly gpus: Sparse<readonly GpuTuple[]>;
  readonly accelerators: Sparse<readonly AcceleratorTuple[]>;
  readonly neuronDevices: Sparse<readonly NeuronTuple[]>;
}

/** Bits of `TypesTable.flags`. */
export const Flag = {
  onDemand: 1 << 0,
  spot: 1 << 1,
  encryptionInTransit: 1 << 2,
  enaSupport: 1 << 3,
  nestedVirtualization: 1 << 4,
  nvmeStorage: 1 << 5,
  bareMetal: 1 << 6,
  burstable: 1 << 7,
  currentGeneration: 1 << 8,
} as const;

/** Columns of equal length, one row per type that the region offers, sorted by name. */
export interface RegionTable {
  readonly region: string;
  readonly zones: readonly string[];
  /** Sorted. Which zone name has which id differs between accounts: the two lists are not aligned. */
  readonly zoneIds: readonly string[];
  /** Rows of the types table, each as the distance from the one before. */
  readonly typeSteps: readonly number[];
  /** Bit i: offered in the i-th zone. */
  readonly zoneMasks: readonly number[];
  readonly onDemandSource: string;
  readonly onDemand: readonly (number | null)[];
  readonly windows: readonly (number | null)[];
  readonly spotSavingPercent: readonly (number | null)[];
  readonly interruption: readonly (number | null)[];
}

/** Instance types in the shape of the public API's `instanceTypes`. */
import type { InstanceType } from '../model/instanceType';
import type { Resources } from '../model/resources';

/** A type under a node class. Quantities: CPU as "<n>m", the rest as plain integers; labels with several values are joined by ",". */
export interface InstanceTypeDescription {
  readonly name: string;
  /** Values of the `In` requirements, several joined by ",". */
  readonly labels: Readonly<Record<string, string>>;
  /** cpu as "<n>m", the rest as plain integers; zero ones left out. */
  readonly capacity: Readonly<Record<string, string>>;
  readonly allocatable: Readonly<Record<string, string>>;
  /** Available ones. */
  readonly offerings: number;
}

export const describeInstanceTypes = (types: readonly InstanceType[]): InstanceTypeDescription[] =>
  types.map((type) => ({
    name: type.name,
    labels: describeLabels(type.labels),
    capacity: describeResources(type.capacity),
    allocatable: describeResources(type.allocatable),
    offerings: type.offerings.length,
  }));

function describeLabels(labels: InstanceType['labels']): Record<string, string> {
  const present = Object.entries(labels).filter(([, values]) => values.length > 0);
  return Object.fromEntries(present.map(([key, values]) => [key, values.join(',')]));
}

function describeResources(resources: Resources): Record<string, string> {
  const present = Object.entries(resources).filter(([, amount]) => amount !== 0);
  return Object.fromEntries(
    present.map(([name, amount]) => [name, name === 'cpu' ? `${amount}m` : String(amount)]),
  );
}

/** What of a pod can be checked without topology: pods that differ in nothing else share a shape, and what one of them
 *  learnt about a node. */
import type { HostPort } from '../model/pod';
import { untolerated, type Toleration } from '../model/taints';
import type { NodeTemplate } from './nodeTemplate';
import { RefusedNodes } from './refusals';
import type { RequirementSet } from './requirementTable';
import type { Amounts } from './resourceVector';

export interface ShapeParts {
  readonly requirements: RequirementSet;
  /** Whether the requirements rule out every node that is yet to get a name. */
  readonly refusesNewHosts: boolean;
  readonly tolerations: readonly Toleration[];
  /** The `pods` resource included. */
  readonly requests: Amounts;
  readonly hostPorts: readonly HostPort[];
}

export class PodShape {
  readonly parts: ShapeParts;
  readonly refused = new RefusedNodes(0);
  readonly #tolerates: (boolean | undefined)[] = [];

  constructor(parts: ShapeParts) {
    this.parts = parts;
  }

  tolerates({ id, pool }: NodeTemplate): boolean {
    return (this.#tolerates[id] ??= untolerated(pool.taints, this.parts.tolerations).length === 0);
  }
}

/** Hands out one shape for equal parts. */
export class PodShapes {
  readonly #byText = new Map<string, PodShape>();

  of(parts: ShapeParts): PodShape {
    const { requirements, refusesNewHosts, tolerations, requests, hostPorts } = parts;
    const lists = tolerations.length + hostPorts.length > 0 ? JSON.stringify([tolerations, hostPorts]) : '';
    const text = `${requirements.id} ${refusesNewHosts} ${requests.join()} ${lists}`;
    const known = this.#byText.get(text);
    if (known) return known;
    const made = new PodShape(parts);
    this.#byText.set(text, made);
    return made;
  }
}

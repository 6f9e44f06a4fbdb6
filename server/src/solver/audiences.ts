/** Audiences: the pods that a topology term looks at, given by namespaces and a label selector. Terms with equal ones
 *  share an audience, and pods are told apart by the audiences that they belong to, not by their labels. */
import { labelMatcher, type LabelMatcher, type Labels } from '../model/labelSelector';
import type { LabelSelector, PodAffinityTerm } from '../model/pod';
import { perObject } from '../util/perObject';
import { compareText, sortedUnique } from '../util/sort';
import { evenlyCancelled } from './topologyIdentity';

export interface Audience {
  readonly id: number;
  /** Sorted. */
  readonly namespaces: readonly string[];
  /** What upstream hashes of the selector. */
  readonly selectorText: string;
  readonly matches: LabelMatcher;
  /** Of the first term that had it. */
  readonly selector: LabelSelector | undefined;
  /** A label that every selected pod has; undefined when the selector names none. */
  readonly anchor: readonly [key: string, value: string] | undefined;
}

type Namespaces = Readonly<Record<string, Labels>>;

export class Audiences {
  readonly all: Audience[] = [];
  readonly #byText = new Map<string, Audience>();
  readonly #byAnchor = new Map<string, Audience[]>();
  readonly #unanchored: Audience[] = [];
  readonly #declared: Namespaces;

  /** @param declared  labels of the namespaces that exist as objects */
  constructor(declared: Namespaces) {
    this.#declared = declared;
  }

  /** The audience of a spread constraint: pods of the pod's own namespace. */
  ofSpread(namespace: string, selector: LabelSelector | undefined): Audience {
    return this.#intern([namespace], selector);
  }

  ofTerm(namespace: string, term: PodAffinityTerm): Audience {
    return this.#intern(this.#namespacesOf(namespace, term), term.labelSelector);
  }

  /** Those to which pods with these labels belong, ascending. Complete only after all terms were interned. */
  of(namespace: string, labels: Labels): readonly Audience[] {
    const anchored = Object.entries(labels).flatMap(
      ([key, value]) => this.#byAnchor.get(`${key}=${value}`) ?? [],
    );
    return [...anchored, ...this.#unanchored]
      .filter(({ namespaces, matches }) => namespaces.includes(namespace) && matches(labels))
      .sort((a, b) => a.id - b.id);
  }

  /** @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topology.go buildNamespaceList@v1.14.1 */
  #namespacesOf(namespace: string, { namespaces, namespaceSelector }: PodAffinityTerm): readonly string[] {
    if (namespaceSelector === undefined) return namespaces.length === 0 ? [namespace] : namespaces;
    const matches = labelMatcher(namespaceSelector);
    const selected = Object.entries(this.#declared).filter(([, labels]) => matches(labels));
    return [...selected.map(([name]) => name), ...namespaces];
  }

  #intern(namespaces: readonly string[], selector: LabelSelector | undefined): Audience {
    const sorted = sortedUnique(namespaces);
    const selectorText = textOf(selector);
    const text = JSON.stringify([sorted, selectorText]);
    const known = this.#byText.get(text);
    if (known) return known;
    const anchor = Object.entries(selector?.matchLabels ?? {})[0];
    const audience = {
      id: this.all.length,
      namespaces: sorted,
      selectorText,
      matches: labelMatcher(selector),
      selector,
      anchor,
    };
    this.all.push(audience);
    this.#byText.set(text, audience);
    this.#register(audience);
    return audience;
  }

  #register(audience: Audience): void {
    if (!audience.anchor) {
      this.#unanchored.push(audience);
      return;
    }
    const key = audience.anchor.join('=');
    const others = this.#byAnchor.get(key);
    if (others) others.push(audience);
    else this.#byAnchor.set(key, [audience]);
  }
}

/** Equal for selectors that upstream takes for the same: order and repetition of expressions do not matter.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/topologygroup.go hashSelector@v1.14.1 */
const textOfSelector = perObject((selector: LabelSelector): string => {
  const labels = Object.entries(selector.matchLabels).sort(([a], [b]) => compareText(a, b));
  const expressions = selector.matchExpressions.map(({ key, operator, values }) =>
    JSON.stringify([key, operator, evenlyCancelled(values)]),
  );
  return JSON.stringify([labels, sortedUnique(expressions)]);
});

const textOf = (selector: LabelSelector | undefined): string =>
  selector === undefined ? '' : textOfSelector(selector);

/** How the objects of one cluster refer to each other, over all files given. Built once per change, links looked up
 *  lazily. An object defined twice: the one in the asking file is meant, else the last. What an index knows follows from the
 *  objects of one kind alone, and is kept with their list: a graph made after another one has the lists that did not change. */
import type { Manifest, Path } from '../manifest/document';
import { decodeLabelSelector } from '../manifest/requirementSpec';
import { labelMatcher } from '../model/labelSelector';
import type { LabelSelector } from '../model/pod';
import { HPA, HPA_V1, PDB, SCALED_OBJECT, WORKLOADS } from './kinds';
import { at, integer, record, text, textRecord } from './read';
import { perObject } from '../util/perObject';
import { compareNumber } from '../util/sort';

/** The pod template of a workload and where it stands in its manifest. */
export interface PodSource {
  readonly manifest: Manifest;
  /** Path of the pod template; empty for a bare Pod. */
  readonly templatePath: Path;
  readonly template: unknown;
}

export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** What rules may ask of a cluster. Every answer follows from the objects alone. */
export interface ClusterGraph {
  readonly manifests: readonly Manifest[];
  /** All manifests of a kind (`<apiVersion> <kind>`), in file order. */
  ofKind(kind: string): readonly Manifest[];
  /** The object of that name; cluster-scoped kinds are asked with any namespace of theirs (they all read as default). */
  find(kind: string, name: string, asking: Manifest): Manifest | undefined;
  /** As `find`, for kinds without a namespace. */
  findGlobal(kind: string, name: string, asking: Manifest): Manifest | undefined;
  /** The first object of that name, whatever its namespace. */
  anywhere(kind: string, name: string): Manifest | undefined;
  /** What a scaler points at; undefined when the reference is incomplete or leads out of the files. */
  targetOf(scaler: Manifest): Manifest | undefined;
  /** The HPAs and ScaledObjects that own the replicas of a workload. */
  scalersOf(workload: Manifest): readonly Manifest[];
  /** The workloads whose pods a PodDisruptionBudget covers. */
  coveredBy(budget: Manifest): readonly PodSource[];
  /** The budgets that cover a workload's pods. */
  budgetsOf(workload: Manifest): readonly Manifest[];
  /** How many workloads there are in a namespace. */
  podSourceCount(namespace: string): number;
  /** Every workload with its pod template, by kind, then file order. */
  podSources(): readonly PodSource[];
  /** What follows from all of it and is the same for whoever asks: an object of the graph, or nothing. Worked out once. */
  once<T extends object>(work: (graph: ClusterGraph) => T | undefined): T | undefined;
}

const NOTHING: readonly never[] = [];
const SCALERS = [HPA, HPA_V1, SCALED_OBJECT] as const;

export class ObjectGraph implements ClusterGraph {
  readonly #byKind: ReadonlyMap<string, readonly Manifest[]>;
  readonly #podSources: readonly PodSource[];

  /** @param earlier  of mostly the same objects */
  constructor(
    readonly manifests: readonly Manifest[],
    earlier?: ObjectGraph,
  ) {
    this.#byKind = groupKinds(manifests, earlier ? earlier.#byKind : new Map());
    const isSame = WORKLOADS.every((kind) => this.ofKind(kind) === earlier?.ofKind(kind));
    this.#podSources =
      isSame && earlier ? earlier.#podSources : WORKLOADS.flatMap((kind) => podSources(this.ofKind(kind)));
  }

  ofKind(kind: string): readonly Manifest[] {
    return this.#byKind.get(kind) ?? NOTHING;
  }

  find(kind: string, name: string, asking: Manifest): Manifest | undefined {
    const namespace = namespaceOf(asking);
    const named = this.#named(kind, name);
    // Mostly there is one: this is asked thousands of times an edit.
    const [first] = named;
    if (named.length === 1) return first && namespaceOf(first) === namespace ? first : undefined;
    return nearest(
      named.filter((one) => namespaceOf(one) === namespace),
      asking,
    );
  }

  findGlobal(kind: string, name: string, asking: Manifest): Manifest | undefined {
    return nearest(this.#named(kind, name), asking);
  }

  anywhere(kind: string, name: string): Manifest | undefined {
    return this.#named(kind, name)[0];
  }

  #named(kind: string, name: string): readonly Manifest[] {
    return byName(this.ofKind(kind)).get(name) ?? NOTHING;
  }

  targetOf(scaler: Manifest): Manifest | undefined {
    return this.#target(scaler).found;
  }

  scalersOf(workload: Manifest): readonly Manifest[] {
    return this.#scalers(workload);
  }

  /** Kept, as many rules ask, and among thousands of one name each answer is a search. */
  readonly #target = perObject((scaler: Manifest) => {
    const { reference } = targetPlace(scaler);
    return { found: reference && this.find(reference.kind, reference.name, scaler) };
  });

  readonly #scalers = perObject((workload: Manifest): readonly Manifest[] => {
    const { key } = identityOf(workload);
    const scalers = joined(SCALERS.map((kind) => byTarget(this.ofKind(kind)).get(key) ?? NOTHING));
    return scalers.every((scaler) => this.targetOf(scaler) === workload)
      ? scalers
      : scalers.filter((scaler) => this.targetOf(scaler) === workload);
  });

  readonly #worked = perObject((work: (graph: ClusterGraph) => object | undefined) => ({
    answer: work(this),
  }));

  once<T extends object>(work: (graph: ClusterGraph) => T | undefined): T | undefined {
    return this.#worked(work).answer as T | undefined;
  }

  coveredBy(budget: Manifest): readonly PodSource[] {
    return joined(WORKLOADS.map((kind) => byLabel(this.ofKind(kind)).selectedBy(budget)));
  }

  budgetsOf(workload: Manifest): readonly Manifest[] {
    if (!IS_WORKLOAD.has(kindOf(workload))) return NOTHING;
    return budgetsByLabel(this.ofKind(PDB)).selecting(podSource(workload));
  }

  podSourceCount(namespace: string): number {
    const counts = WORKLOADS.map((kind) => byLabel(this.ofKind(kind)).inNamespace(namespace).length);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  podSources(): readonly PodSource[] {
    return this.#podSources;
  }
}

const IS_WORKLOAD: ReadonlySet<string> = new Set(WORKLOADS);

/** Lists of the earlier graph where they hold the same objects. */
function groupKinds(
  manifests: readonly Manifest[],
  earlier: ReadonlyMap<string, readonly Manifest[]>,
): ReadonlyMap<string, readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) addTo(groups, kindOf(manifest), manifest);
  return new Map(
    [...groups].map(([kind, all]) => {
      const known = earlier.get(kind);
      return [kind, known && isSameList(known, all) ? known : all];
    }),
  );
}

export const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

function nearest(candidates: readonly Manifest[], asking: Manifest): Manifest | undefined {
  return candidates.findLast((one) => one.uri === asking.uri) ?? candidates.at(-1);
}

const byName = perObject((all: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> => {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of all) addTo(groups, manifest.name ?? '', manifest);
  return groups;
});

/** Scalers by kind, namespace and name of what they point at. */
const byTarget = perObject((scalers: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> => {
  const groups = new Map<string, Manifest[]>();
  for (const scaler of scalers) {
    const { reference } = targetPlace(scaler);
    if (reference) addTo(groups, reference.key, scaler);
  }
  return groups;
});

const selectorOf = perObject((budget: Manifest) => {
  const selector = decodeLabelSelector(at(budget.value, 'spec'), 'selector');
  return { selector, selects: labelMatcher(selector) };
});

const podSources = perObject((workloads: readonly Manifest[]): readonly PodSource[] =>
  workloads.map(podSource),
);

const byLabel = perObject((workloads: readonly Manifest[]) => new PodsByLabel(podSources(workloads)));

const budgetsByLabel = perObject((budgets: readonly Manifest[]) => new BudgetsByLabel(budgets));

function addTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

/** Pods by what selectors ask for first, so that thousands of budgets do not look at thousands of workloads each. */
class PodsByLabel {
  readonly #byNamespace = new Map<string, PodSource[]>();
  readonly #byLabel = new Map<string, PodSource[]>();
  readonly #selected = new Map<Manifest, readonly PodSource[]>();

  constructor(sources: readonly PodSource[]) {
    for (const source of sources) {
      const namespace = namespaceOf(source.manifest);
      addTo(this.#byNamespace, namespace, source);
      for (const label of Object.entries(podLabels(source)))
        addTo(this.#byLabel, groupKey(namespace, ...label), source);
    }
  }

  inNamespace(namespace: string): readonly PodSource[] {
    return this.#byNamespace.get(namespace) ?? NOTHING;
  }

  /** In order. */
  selectedBy(budget: Manifest): readonly PodSource[] {
    if (this.#byNamespace.size === 0) return NOTHING;
    const known = this.#selected.get(budget);
    if (known) return known;
    const { selector, selects } = selectorOf(budget);
    const found = this.#among(namespaceOf(budget), selector).filter((source) => selects(podLabels(source)));
    this.#selected.set(budget, found);
    return found;
  }

  /** All that a selector can select, and more: those of its namespace that have one label of `matchLabels`. */
  #among(namespace: string, selector: LabelSelector | undefined): readonly PodSource[] {
    const wanted = firstLabel(selector);
    if (!wanted) return this.inNamespace(namespace);
    return this.#byLabel.get(groupKey(namespace, ...wanted)) ?? NOTHING;
  }
}

/** The other way round: budgets by the first label that they ask for. */
class BudgetsByLabel {
  readonly #any = new Map<string, Manifest[]>();
  readonly #byLabel = new Map<string, Manifest[]>();
  readonly #order = new Map<Manifest, number>();
  readonly #selecting = new Map<PodSource, readonly Manifest[]>();

  constructor(budgets: readonly Manifest[]) {
    for (const budget of budgets) {
      this.#order.set(budget, this.#order.size);
      const wanted = firstLabel(selectorOf(budget).selector);
      const namespace = namespaceOf(budget);
      if (wanted) addTo(this.#byLabel, groupKey(namespace, ...wanted), budget);
      else addTo(this.#any, namespace, budget);
    }
  }

  /** Those that select some pods, in order. */
  selecting(source: PodSource): readonly Manifest[] {
    const known = this.#selecting.get(source);
    if (known) return known;
    const found = this.#find(source);
    this.#selecting.set(source, found);
    return found;
  }

  #find(source: PodSource): readonly Manifest[] {
    const namespace = namespaceOf(source.manifest);
    const labels = podLabels(source);
    const candidates = Object.entries(labels).flatMap(
      (label): readonly Manifest[] => this.#byLabel.get(groupKey(namespace, ...label)) ?? NOTHING,
    );
    return [...(this.#any.get(namespace) ?? NOTHING), ...candidates]
      .filter((budget) => selectorOf(budget).selects(labels))
      .sort((a, b) => compareNumber(this.#order.get(a) ?? 0, this.#order.get(b) ?? 0));
  }
}

const firstLabel = (selector: LabelSelector | undefined): [string, string] | undefined =>
  Object.entries(selector?.matchLabels ?? {})[0];

/** One text for several. */
const groupKey = (...parts: readonly string[]): string => JSON.stringify(parts);

/** How an object is found. */
const identityOf = perObject((manifest: Manifest) => {
  const kind = `${manifest.apiVersion ?? ''} ${manifest.kind ?? ''}`.trim();
  const namespace = text(at(manifest.value, 'metadata', 'namespace')) ?? 'default';
  return { kind, namespace, key: groupKey(kind, namespace, manifest.name ?? '') };
});

export const kindOf = (manifest: Manifest): string => identityOf(manifest).kind;

export const namespaceOf = (manifest: Manifest): string => identityOf(manifest).namespace;

/** What a scaler points at, as objects are found; undefined when the reference is incomplete. */
const targetPlace = perObject((scaler: Manifest) => {
  const reference = scaleTarget(scaler);
  if (!reference) return { reference };
  const { name } = reference;
  const kind = `${reference.apiVersion} ${reference.kind}`;
  return { reference: { kind, name, key: groupKey(kind, namespaceOf(scaler), name) } };
});

/** Mostly all but one are empty: that one is the answer, and the same the next time. */
function joined<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [first = NOTHING, second] = lists.filter(({ length }) => length > 0);
  return second === undefined ? first : lists.flat();
}

/** "namespace/name", as simulations name workloads. */
export const workloadName = (manifest: Manifest): string => `${namespaceOf(manifest)}/${manifest.name ?? ''}`;

/** Where the pods of a workload are described. */
export const podSource = perObject((manifest: Manifest): PodSource => {
  const templatePath = templatePathOf(manifest.kind ?? '');
  return { manifest, templatePath, template: at(manifest.value, ...templatePath) };
});

function templatePathOf(kind: string): Path {
  if (kind === 'Pod') return [];
  if (kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template'];
  return ['spec', 'template'];
}

export const podLabels = perObject((source: PodSource): Readonly<Record<string, string>> =>
  textRecord(at(source.template, 'metadata', 'labels')),
);

/** The reference in `spec.scaleTargetRef`, with KEDA's defaults. */
export function scaleTarget(scaler: Manifest): ObjectReference | undefined {
  const reference = record(at(scaler.value, 'spec', 'scaleTargetRef'));
  const keda = scaler.kind === 'ScaledObject';
  const apiVersion = text(reference['apiVersion']) ?? (keda ? 'apps/v1' : undefined);
  const kind = text(reference['kind']) ?? (keda ? 'Deployment' : undefined);
  const name = text(reference['name']);
  return apiVersion && kind && name ? { apiVersion, kind, name } : undefined;
}

/** The fewest replicas that a scaler keeps; undefined when its text is not a number. */
export function scalerMinimum(scaler: Manifest): number | undefined {
  const keda = scaler.kind === 'ScaledObject';
  const value = at(scaler.value, 'spec', keda ? 'minReplicaCount' : 'minReplicas');
  return value === undefined ? (keda ? 0 : 1) : integer(value);
}

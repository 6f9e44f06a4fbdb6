/** How the objects of one cluster refer to each other, over all files given. Built once per change, links looked up
 *  lazily. An object defined twice: the one in the asking file is meant, else the last. */
import type { Manifest, Path } from '../manifest/document';
import { decodeLabelSelector } from '../manifest/requirementSpec';
import { labelMatcher } from '../model/labelSelector';
import type { LabelSelector } from '../model/pod';
import { HPA, HPA_V1, PDB, SCALED_OBJECT, WORKLOADS } from './kinds';
import { at, integer, record, text, textRecord } from './read';

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

export class ClusterGraph {
  readonly #byKind = new Map<string, Manifest[]>();
  /** By `<kind> <name>`. */
  readonly #byName = new Map<string, Manifest[]>();
  readonly #covered = new Map<Manifest, readonly PodSource[]>();
  #budgetsByWorkload: ReadonlyMap<Manifest, readonly Manifest[]> | undefined;
  #podSources: readonly PodSource[] | undefined;
  #podsByLabel: PodsByLabel | undefined;
  #scalersByTarget: ReadonlyMap<Manifest, readonly Manifest[]> | undefined;

  constructor(readonly manifests: readonly Manifest[]) {
    for (const manifest of manifests) {
      const kind = kindOf(manifest);
      addTo(this.#byKind, kind, manifest);
      addTo(this.#byName, `${kind} ${manifest.name ?? ''}`, manifest);
    }
  }

  /** All manifests of a kind (`<apiVersion> <kind>`), in file order. */
  ofKind(kind: string): readonly Manifest[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** The object of that name; cluster-scoped kinds are asked with any namespace of theirs (they all read as default). */
  find(kind: string, name: string, asking: Manifest): Manifest | undefined {
    const namespace = namespaceOf(asking);
    return this.#nearest(
      this.#named(kind, name).filter((one) => namespaceOf(one) === namespace),
      asking,
    );
  }

  /** As `find`, for kinds without a namespace. */
  findGlobal(kind: string, name: string, asking: Manifest): Manifest | undefined {
    return this.#nearest(this.#named(kind, name), asking);
  }

  /** The first object of that name, whatever its namespace. */
  anywhere(kind: string, name: string): Manifest | undefined {
    return this.#named(kind, name)[0];
  }

  #named(kind: string, name: string): readonly Manifest[] {
    return this.#byName.get(`${kind} ${name}`) ?? [];
  }

  #nearest(candidates: readonly Manifest[], asking: Manifest): Manifest | undefined {
    return candidates.findLast((one) => one.uri === asking.uri) ?? candidates.at(-1);
  }

  /** What a scaler points at; undefined when the reference is incomplete or leads out of the files. */
  targetOf(scaler: Manifest): Manifest | undefined {
    const reference = scaleTarget(scaler);
    return reference && this.find(`${reference.apiVersion} ${reference.kind}`, reference.name, scaler);
  }

  /** The HPAs and ScaledObjects that own the replicas of a workload. */
  scalersOf(workload: Manifest): readonly Manifest[] {
    this.#scalersByTarget ??= this.#groupScalers();
    return this.#scalersByTarget.get(workload) ?? [];
  }

  #groupScalers(): ReadonlyMap<Manifest, readonly Manifest[]> {
    const groups = new Map<Manifest, Manifest[]>();
    for (const scaler of [HPA, HPA_V1, SCALED_OBJECT].flatMap((kind) => this.ofKind(kind))) {
      const target = this.targetOf(scaler);
      if (target) addTo(groups, target, scaler);
    }
    return groups;
  }

  /** The workloads whose pods a PodDisruptionBudget covers. */
  coveredBy(budget: Manifest): readonly PodSource[] {
    const covered = this.#covered.get(budget) ?? this.#findCovered(budget);
    this.#covered.set(budget, covered);
    return covered;
  }

  #findCovered(budget: Manifest): readonly PodSource[] {
    const selector = decodeLabelSelector(at(budget.value, 'spec'), 'selector');
    const selects = labelMatcher(selector);
    return this.#labelled()
      .among(namespaceOf(budget), selector)
      .flatMap(({ source, labels }) => (selects(labels) ? [source] : []));
  }

  /** The budgets that cover a workload's pods. */
  budgetsOf(workload: Manifest): readonly Manifest[] {
    this.#budgetsByWorkload ??= this.#groupBudgets();
    return this.#budgetsByWorkload.get(workload) ?? [];
  }

  #groupBudgets(): ReadonlyMap<Manifest, readonly Manifest[]> {
    const groups = new Map<Manifest, Manifest[]>();
    for (const budget of this.ofKind(PDB)) {
      const workloads = new Set(this.coveredBy(budget).map((source) => source.manifest));
      for (const workload of workloads) addTo(groups, workload, budget);
    }
    return groups;
  }

  /** How many workloads there are in a namespace. */
  podSourceCount(namespace: string): number {
    return this.#labelled().among(namespace, undefined).length;
  }

  #labelled(): PodsByLabel {
    return (this.#podsByLabel ??= new PodsByLabel(this.podSources()));
  }

  /** Every workload with its pod template, by kind, then file order. */
  podSources(): readonly PodSource[] {
    return (this.#podSources ??= WORKLOADS.flatMap((kind) => this.ofKind(kind)).map(podSource));
  }
}

function addTo<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

interface LabelledPods {
  readonly source: PodSource;
  readonly labels: Readonly<Record<string, string>>;
}

/** Pods by what selectors ask for first, so that thousands of budgets do not look at thousands of workloads each. */
class PodsByLabel {
  readonly #byNamespace = new Map<string, LabelledPods[]>();
  readonly #byLabel = new Map<string, LabelledPods[]>();

  constructor(sources: readonly PodSource[]) {
    for (const source of sources) {
      const namespace = namespaceOf(source.manifest);
      const pods = { source, labels: podLabels(source) };
      addTo(this.#byNamespace, namespace, pods);
      for (const [key, value] of Object.entries(pods.labels))
        addTo(this.#byLabel, labelKey(namespace, key, value), pods);
    }
  }

  /** All that a selector can select, and more: those of its namespace that have one label of `matchLabels`. In order. */
  among(namespace: string, selector: LabelSelector | undefined): readonly LabelledPods[] {
    const [wanted] = Object.entries(selector?.matchLabels ?? {});
    if (!wanted) return this.#byNamespace.get(namespace) ?? [];
    return this.#byLabel.get(labelKey(namespace, ...wanted)) ?? [];
  }
}

const labelKey = (namespace: string, key: string, value: string): string =>
  JSON.stringify([namespace, key, value]);

export const kindOf = (manifest: Manifest): string =>
  `${manifest.apiVersion ?? ''} ${manifest.kind ?? ''}`.trim();

export const namespaceOf = (manifest: Manifest): string =>
  text(at(manifest.value, 'metadata', 'namespace')) ?? 'default';

/** "namespace/name", as simulations name workloads. */
export const workloadName = (manifest: Manifest): string => `${namespaceOf(manifest)}/${manifest.name ?? ''}`;

/** Where the pods of a workload are described. */
export function podSource(manifest: Manifest): PodSource {
  const templatePath = templatePathOf(manifest.kind ?? '');
  return { manifest, templatePath, template: at(manifest.value, ...templatePath) };
}

function templatePathOf(kind: string): Path {
  if (kind === 'Pod') return [];
  if (kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template'];
  return ['spec', 'template'];
}

export const podLabels = (source: PodSource): Readonly<Record<string, string>> =>
  textRecord(at(source.template, 'metadata', 'labels'));

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

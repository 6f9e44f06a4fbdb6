/** A graph that remembers what it was asked, so that who looked at it need not look again as long as the answers are the same
 *  objects. Rules must ask nothing else about other objects, and keep nothing that they learned of them. */
import type { Manifest } from '../manifest/document';
import { isSameList, type ClusterGraph, type PodSource } from './graph';

/** A question with the answer it got. */
export interface Asked {
  readonly about: keyof ClusterGraph;
  readonly with: readonly unknown[];
  readonly answer: unknown;
}

export class WatchedGraph implements ClusterGraph {
  #asked: Asked[] = [];
  /** Most documents ask for the same kinds. */
  readonly #ofKinds = new Map<string, Asked>();

  constructor(private readonly graph: ClusterGraph) {}

  /** What was asked since the last call, each question once. */
  takeAsked(): readonly Asked[] {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }

  get manifests(): readonly Manifest[] {
    return this.#noted('manifests', [], this.graph.manifests);
  }

  ofKind(kind: string): readonly Manifest[] {
    const answer = this.graph.ofKind(kind);
    const asked = this.#ofKinds.get(kind) ?? { about: 'ofKind', with: [kind], answer };
    this.#ofKinds.set(kind, asked);
    if (!this.#asked.includes(asked)) this.#asked.push(asked);
    return answer;
  }

  find(...asked: Parameters<ClusterGraph['find']>): Manifest | undefined {
    return this.#noted('find', asked, this.graph.find(...asked));
  }

  findGlobal(...asked: Parameters<ClusterGraph['findGlobal']>): Manifest | undefined {
    return this.#noted('findGlobal', asked, this.graph.findGlobal(...asked));
  }

  anywhere(...asked: Parameters<ClusterGraph['anywhere']>): Manifest | undefined {
    return this.#noted('anywhere', asked, this.graph.anywhere(...asked));
  }

  targetOf(scaler: Manifest): Manifest | undefined {
    return this.#noted('targetOf', [scaler], this.graph.targetOf(scaler));
  }

  scalersOf(workload: Manifest): readonly Manifest[] {
    return this.#noted('scalersOf', [workload], this.graph.scalersOf(workload));
  }

  coveredBy(budget: Manifest): readonly PodSource[] {
    return this.#noted('coveredBy', [budget], this.graph.coveredBy(budget));
  }

  budgetsOf(workload: Manifest): readonly Manifest[] {
    return this.#noted('budgetsOf', [workload], this.graph.budgetsOf(workload));
  }

  podSourceCount(namespace: string): number {
    return this.#noted('podSourceCount', [namespace], this.graph.podSourceCount(namespace));
  }

  podSources(): readonly PodSource[] {
    return this.#noted('podSources', [], this.graph.podSources());
  }

  once<T extends object>(work: (graph: ClusterGraph) => T | undefined): T | undefined {
    return this.#noted('once', [work], this.graph.once(work));
  }

  #noted<T>(about: keyof ClusterGraph, asked: readonly unknown[], answer: T): T {
    const isKnown = this.#asked.some((one) => one.about === about && isSameList(one.with, asked));
    if (!isKnown) this.#asked.push({ about, with: asked, answer });
    return answer;
  }
}

/** Whether a graph answers all questions with the objects that were the answers before. */
export const answersTheSame = (graph: ClusterGraph, asked: readonly Asked[]): boolean =>
  asked.every((one) => isSame(one.answer, answerOf(graph, one)));

function answerOf(graph: ClusterGraph, { about, with: parameters }: Asked): unknown {
  const member: unknown = Reflect.get(graph, about);
  return typeof member === 'function' ? Reflect.apply(member, graph, parameters) : member;
}

const isSame = (before: unknown, now: unknown): boolean =>
  before === now || (Array.isArray(before) && Array.isArray(now) && isSameList(before, now));

/** Findings of the documents of the last edit, for the next one: a document is judged again when it changed or moved, or when
 *  what the rules asked about other objects has another answer. */
import type { Manifest } from '../../manifest/document';
import type { Finding } from '../../model/finding';
import type { ClusterGraph } from '../../rules/graph';
import { answersTheSame, WatchedGraph, type Asked } from '../../rules/watchedGraph';

interface Known {
  readonly manifest: Manifest;
  readonly findings: readonly Finding[];
  readonly asked: readonly Asked[];
}

type Judge = (manifest: Manifest, graph: ClusterGraph) => readonly Finding[];

export class KnownFindings {
  /** By file, then index of the document. */
  #files = new Map<string, Known[]>();
  #context = '';

  /** @param context  all that findings depend on beside the objects
   *  @param judge  asks no other graph than the one it is given
   *  @returns a function that gives the findings of one document */
  look(graph: ClusterGraph, context: string, judge: Judge): (manifest: Manifest) => readonly Finding[] {
    this.#forget(graph, context);
    const watched = new WatchedGraph(graph);
    return (manifest) => {
      const file = this.#files.get(manifest.uri) ?? [];
      const known = file[manifest.index];
      if (known?.manifest === manifest && answersTheSame(graph, known.asked)) return known.findings;
      watched.takeAsked();
      const findings = judge(manifest, watched);
      file[manifest.index] = { manifest, findings, asked: watched.takeAsked() };
      this.#files.set(manifest.uri, file);
      return findings;
    };
  }

  #forget({ manifests }: ClusterGraph, context: string): void {
    const counts = new Map<string, number>();
    for (const { uri, index } of manifests) counts.set(uri, index + 1);
    const isSame = context === this.#context;
    this.#context = context;
    const kept = [...this.#files].flatMap(([uri, known]) => {
      const count = counts.get(uri);
      return count === undefined ? [] : [[uri, known.slice(0, count)] as const];
    });
    this.#files = new Map(isSame ? kept : []);
  }
}

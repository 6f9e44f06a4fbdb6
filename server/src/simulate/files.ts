/** A simulation straight from files, given what the check of the same files said. */
import type { Catalog } from '../catalog/catalog';
import type { CheckResult, SourceFile } from '../model/finding';
import type { ResolvedOptions } from '../model/options';
import { parseFile } from '../manifest/document';
import type { TypeCache } from './instanceTypes';
import { refusedDocuments } from './refused';
import type { ReplicaChoice } from './replicas';
import { runSimulation, type Simulation } from './simulate';

export interface FileSimulation {
  readonly files: readonly SourceFile[];
  /** Verdicts and run-time findings of the same files: refused documents take no part. */
  readonly check: Pick<CheckResult, 'documents' | 'findings'>;
  readonly catalog: Catalog;
  readonly options: ResolvedOptions & { readonly replicas: ReplicaChoice };
  readonly cache?: TypeCache;
  /** Milliseconds from any start, for `stats`. */
  readonly now?: () => number;
}

/** Parses, leaves out what is refused, solves. Without a clock the result is the same byte for byte. */
export function simulateFiles({ files, check, now = () => 0, ...rest }: FileSimulation): Simulation {
  const startMs = now();
  const { placeholders } = rest.options;
  const documents = files.flatMap((file) => parseFile(file, { placeholders }));
  const parseMs = now() - startMs;
  const simulation = runSimulation({ ...rest, documents, refused: refusedDocuments(check) }, now);
  const { stats } = simulation.summary;
  return { ...simulation, summary: { ...simulation.summary, stats: { ...stats, parseMs } } };
}

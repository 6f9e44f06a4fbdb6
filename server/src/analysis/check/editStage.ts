/** What is found on every change, without instance types or simulations: the text itself, the API server's verdict, and
 *  the rules of the edit stage. */
import type { Manifest } from '../../manifest/document';
import { ourDocuments } from '../../manifest/foreign';
import type { Finding } from '../../model/finding';
import { resolveOptions, type Options, type ResolvedOptions } from '../../model/options';
import { isProjectFile } from '../../model/ruleLevels';
import { ObjectGraph, type ClusterGraph } from '../../rules/graph';
import { runRules } from '../../rules/run';
import { serverFindings } from './check';
import { withConversions } from './conversions';
import { KnownFindings } from './knownFindings';
import { projectFindings } from './projectCost';

export interface EditInput {
  /** All manifests of the cluster, those of the wanted file included. */
  readonly graph: ClusterGraph;
  readonly wanted: readonly Manifest[];
  readonly options: Options;
  /** `file` while the other files are not known yet: then rules, which look at them, say nothing. */
  readonly scope: 'file' | 'cluster';
  readonly onFailure: (rule: string, error: unknown) => void;
  /** Of the last edit. */
  readonly known?: KnownFindings;
}

/** Findings of the wanted manifests, one manifest after the other, so that whoever asks can do other things in between. Documents
 *  that are not Kubernetes' have none, but for project files. */
export function* editFindings(input: EditInput): Generator<readonly Finding[], void> {
  const options = resolveOptions(input.options);
  const ours = ourDocuments(input.wanted);
  const wanted = input.wanted.filter((one) => ours.has(one) || isProjectFile(one.uri));
  const { graph, scope, known = new KnownFindings() } = input;
  const context = JSON.stringify([input.options, scope]);
  const look = known.look(graph, context, (one, watched) =>
    findingsOf(one, { ...input, graph: watched }, options),
  );
  for (const manifest of wanted) yield look(manifest);
}

/** All of them: by manifest, then source. */
export const checkEdits = (input: EditInput): readonly Finding[] => [...editFindings(input)].flat();

function findingsOf(
  manifest: Manifest,
  { graph, scope, onFailure }: EditInput,
  options: ResolvedOptions,
): readonly Finding[] {
  if (isProjectFile(manifest.uri)) return projectFindings(manifest);
  const verdict = serverFindings(manifest, options);
  // Code actions make the other conversions when they are asked for.
  const refused = withConversions(verdict, manifest, () => graph.manifests, 'versions');
  if (scope === 'file') return refused;
  const advice = runRules(
    {
      ...{ graph, manifests: [manifest], options, withFixes: true },
      onFailure: (rule, error) => onFailure(rule.id, error),
    },
    'edit',
  );
  return [...refused, ...advice];
}

/** The objects of several files as one cluster. */
export const graphOf = (files: readonly { readonly manifests: readonly Manifest[] }[]): ClusterGraph =>
  new ObjectGraph(files.flatMap(({ manifests }) => manifests));

/** Has the verdict of one manifest worked out, which is then known to `checkEdits`: lets a caller do it bit by bit. */
export function judgeManifest(manifest: Manifest, options: Options): void {
  if (ourDocuments([manifest]).size > 0) serverFindings(manifest, resolveOptions(options));
}

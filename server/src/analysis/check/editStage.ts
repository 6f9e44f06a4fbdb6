/** What is found on every change, without instance types or simulations: the text itself, the API server's verdict, and
 *  the rules of the edit stage. */
import type { Manifest } from '../../manifest/document';
import { ourDocuments } from '../../manifest/foreign';
import type { Finding } from '../../model/finding';
import { resolveOptions, type Options, type ResolvedOptions } from '../../model/options';
import { isProjectFile } from '../../model/ruleLevels';
import { ClusterGraph } from '../../rules/graph';
import { runRules } from '../../rules/run';
import { serverFindings } from './check';
import { withConversions } from './conversions';
import { projectFindings } from './projectCost';

export interface EditInput {
  /** All manifests of the cluster, those of the wanted file included. */
  readonly graph: ClusterGraph;
  readonly wanted: readonly Manifest[];
  readonly options: Options;
  /** `file` while the other files are not known yet: then rules, which look at them, say nothing. */
  readonly scope: 'file' | 'cluster';
  readonly onFailure: (rule: string, error: unknown) => void;
}

/** Rules look at this many manifests at a time. */
const CHUNK = 8;

/** Findings of the wanted manifests, some manifests at a time, so that whoever asks can do other things in between. Documents
 *  that are not Kubernetes' have none, but for project files. */
export function* editFindings(input: EditInput): Generator<readonly Finding[], void> {
  const options = resolveOptions(input.options);
  const ours = ourDocuments(input.wanted);
  const wanted = input.wanted.filter((one) => ours.has(one) || isProjectFile(one.uri));
  for (let start = 0; start < wanted.length; start += CHUNK)
    yield findingsOf(wanted.slice(start, start + CHUNK), input, options);
}

/** All of them: by chunk, then source, then manifest. */
export const checkEdits = (input: EditInput): readonly Finding[] => [...editFindings(input)].flat();

function findingsOf(
  wanted: readonly Manifest[],
  { graph, scope, onFailure }: EditInput,
  options: ResolvedOptions,
): readonly Finding[] {
  const ofProject = wanted.filter(({ uri }) => isProjectFile(uri));
  const manifests = wanted.filter(({ uri }) => !isProjectFile(uri));
  const refused = [
    ...ofProject.flatMap(projectFindings),
    ...manifests.flatMap((one) => withConversions(serverFindings(one, options), one, graph.manifests)),
  ];
  if (scope === 'file') return refused;
  const advice = runRules(
    {
      ...{ graph, manifests, options, withFixes: true },
      onFailure: (rule, error) => onFailure(rule.id, error),
    },
    'edit',
  );
  return [...refused, ...advice];
}

/** The objects of several files as one cluster. */
export const graphOf = (files: readonly { readonly manifests: readonly Manifest[] }[]): ClusterGraph =>
  new ClusterGraph(files.flatMap(({ manifests }) => manifests));

/** Has the verdict of one manifest worked out, which is then known to `checkEdits`: lets a caller do it bit by bit. */
export function judgeManifest(manifest: Manifest, options: Options): void {
  if (ourDocuments([manifest]).size > 0) serverFindings(manifest, resolveOptions(options));
}

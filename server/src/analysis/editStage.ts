/** What is found on every change, without instance types or simulations: the text itself, the API server's verdict, and
 *  the rules of the edit stage. */
import type { Manifest } from '../manifest/document';
import { ourDocuments } from '../manifest/foreign';
import type { Finding } from '../model/finding';
import { resolveOptions, type Options } from '../model/options';
import { isProjectFile } from '../model/ruleLevels';
import { ClusterGraph } from '../rules/graph';
import { runRules } from '../rules/run';
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

/** Findings of the wanted manifests: by manifest, then source. Documents that are not Kubernetes' have none, but for
 *  project files. */
export function checkEdits({ graph, wanted, options, scope, onFailure }: EditInput): readonly Finding[] {
  const resolved = resolveOptions(options);
  const own = [...ourDocuments(wanted)].filter(({ uri }) => !isProjectFile(uri));
  const ofProject = wanted.filter(({ uri }) => isProjectFile(uri)).flatMap(projectFindings);
  const refused = [
    ...ofProject,
    ...own.flatMap((manifest) =>
      withConversions(serverFindings(manifest, resolved), manifest, graph.manifests),
    ),
  ];
  if (scope === 'file') return refused;
  const advice = runRules(
    {
      graph,
      manifests: own,
      options: resolved,
      withFixes: true,
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

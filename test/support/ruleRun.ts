/** Runs rules over fixture files as the product does: both stages, fixes included, bugs thrown. */
import { loadCatalog } from '../../server/src/adapters/catalogFile';
import { LazyClusterFacts } from '../../server/src/analysis/clusters/clusterFacts';
import { parseFile } from '../../server/src/manifest/document';
import type { Finding, SourceFile } from '../../server/src/model/finding';
import { resolveOptions } from '../../server/src/model/options';
import { ObjectGraph } from '../../server/src/rules/graph';
import type { Rule } from '../../server/src/rules/rule';
import { runRules } from '../../server/src/rules/run';
import { TypeCache } from '../../server/src/simulate/instanceTypes';

const cache = new TypeCache();

/** The findings of the rules on one cluster. Nothing counts as refused: fixtures are as small as they can be. */
export function findingsOf(files: readonly SourceFile[], rules: readonly Rule[]): Finding[] {
  const manifests = files.flatMap((file) => parseFile(file));
  const options = resolveOptions();
  const facts = new LazyClusterFacts({
    manifests,
    catalog: loadCatalog(),
    options,
    cache,
    refusedOf: () => new Set(),
  });
  const onFailure = (rule: Rule, error: unknown): never => {
    throw new Error(`rule ${rule.id} failed`, { cause: error });
  };
  const context = { graph: new ObjectGraph(manifests), options, facts, withFixes: true, onFailure };
  return [...runRules(context, 'edit', rules), ...runRules(context, 'solve', rules)];
}

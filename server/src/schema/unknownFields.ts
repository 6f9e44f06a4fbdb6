/** Words fields that no schema knows, with the field that was likely meant. */
import type { Manifest } from '../manifest/document';
import { nearestWord } from '../util/nearest';
import type { UnknownField } from './prepare';
import { MAX_PROBLEMS, type ProblemFix, type SchemaProblem } from './problem';
import { fieldPath } from '../manifest/document';

/** One problem a field. A field that is given already is not suggested again. */
export function unknownFieldProblems(fields: readonly UnknownField[], manifest: Manifest): SchemaProblem[] {
  return fields.slice(0, MAX_PROBLEMS).map(({ path, known }) => {
    const name = String(path.at(-1));
    const parent = path.slice(0, -1);
    const free = known.filter((candidate) => !manifest.has([...parent, candidate]));
    const near = nearestWord(name, free) ?? otherName(name, free);
    const where = parent.length === 0 ? 'this kind' : fieldPath(parent);
    return {
      source: 'strict',
      rule: 'strict/unknown-field',
      message: `unknown field ${name}: ${where} has no such field${near === undefined ? '' : `; did you mean ${near}?`}`,
      at: path,
      mark: 'key',
      ...(near === undefined ? {} : { fix: renameTo(near) }),
    };
  });
}

/** Names that another API, or an earlier release, gives to a field, where spelling does not tell. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  // The EKS API's, for eksctl.
  computeConfig: ['autoModeConfig'],
  // KEDA's and the autoscaler's for each other.
  minReplicas: ['minReplicaCount'],
  maxReplicas: ['maxReplicaCount'],
  minReplicaCount: ['minReplicas'],
  maxReplicaCount: ['maxReplicas'],
  // Karpenter's before 1.0.
  providerRef: ['nodeClassRef'],
  amiSelector: ['amiSelectorTerms'],
  subnetSelector: ['subnetSelectorTerms'],
  securityGroupSelector: ['securityGroupSelectorTerms'],
};

const otherName = (name: string, free: readonly string[]): string | undefined =>
  Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name]?.find((other) => free.includes(other)) : undefined;

const renameTo = (near: string): ProblemFix => ({
  title: `Rename to ${near}`,
  part: 'key',
  rewrite: () => near,
  safe: false,
});

/** Words fields that no schema knows, with the field that was likely meant. */
import { fieldPath, type Manifest, type Path } from '../manifest/document';
import { nearestWord } from '../util/nearest';
import { compareText } from '../util/sort';
import { describeTypes, shortText, withArticle } from './wording';
import type { UnknownField } from './prepare';
import { MAX_PROBLEMS, type ProblemFix, type SchemaProblem } from './problem';

/** One problem a field. */
export function unknownFieldProblems(fields: readonly UnknownField[], manifest: Manifest): SchemaProblem[] {
  return fields.slice(0, MAX_PROBLEMS).map((field) => unknownField(field, manifest));
}

function unknownField(field: UnknownField, manifest: Manifest): SchemaProblem {
  const { path, known } = field;
  const name = String(path.at(-1));
  const parent = path.slice(0, -1);
  const near = nearestWord(name, known) ?? otherName(name, known);
  const isGiven = near !== undefined && manifest.has([...parent, near]);
  return {
    source: 'strict',
    rule: 'strict/unknown-field',
    message: `unknown field ${shownName(name)}: ${whyUnknown(field, manifest, near && { near, isGiven })}`,
    at: path,
    mark: 'key',
    ...(near === undefined || isGiven ? {} : { fix: renameTo(near) }),
  };
}

interface Meant {
  readonly near: string;
  /** It stands there already, so that the unknown one is a remnant rather than a slip. */
  readonly isGiven: boolean;
}

function whyUnknown(
  { path, known, instead }: UnknownField,
  manifest: Manifest,
  meant: Meant | undefined | '',
): string {
  const parent = path.slice(0, -1);
  const where = parent.length === 0 ? withArticle(manifest.kind ?? 'manifest') : shortPath(parent);
  if (instead !== undefined) return `${where} is ${describeTypes(instead)} and has no fields`;
  if (meant) {
    const hint = meant.isGiven
      ? `did you mean ${meant.near}, which is given already?`
      : `did you mean ${meant.near}?`;
    return `${where} has no such field; ${hint}`;
  }
  const moved = movedTo(manifest.kind, path);
  if (moved !== undefined) return `${where} has no such field; ${moved}`;
  if (known.length === 0 || known.length > MAX_LISTED) return `${where} has no such field`;
  return `${where} has no such field, only ${[...known].sort(compareText).join(', ')}`;
}

/** More fields than this are not listed. */
const MAX_LISTED = 8;
const shownName = (name: string): string => (name === '' ? '""' : shortText(name));

/** The end of a path, which is enough to know the place that is underlined: `scaleTargetRef`, `template.spec`, `containers[0]`. */
function shortPath(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === 'string');
  const isVague = last > 0 && VAGUE.has(String(path[last]));
  return fieldPath(path.slice(isVague ? last - 1 : Math.max(last, 0)));
}

const VAGUE = new Set(['spec', 'metadata']);

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

/** By kind and path: where a field went that an earlier version had here. */
const MOVED: Readonly<Record<string, string>> = {
  'NodePool spec.template.spec.kubelet': 'since v1 it stands in the EC2NodeClass, as spec.kubelet',
  'NodePool spec.template.spec.nodeClassRef.apiVersion': 'since v1 group takes its place',
  'NodePool spec.disruption.expireAfter': 'since v1 it stands in spec.template.spec',
  'HorizontalPodAutoscaler spec.targetCPUUtilizationPercentage':
    'since v2 a metric of the type Resource takes its place',
};

function movedTo(kind: string | undefined, path: Path): string | undefined {
  const place = `${kind ?? ''} ${path.join('.')}`;
  return Object.hasOwn(MOVED, place) ? MOVED[place] : undefined;
}

const otherName = (name: string, known: readonly string[]): string | undefined =>
  Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name]?.find((other) => known.includes(other)) : undefined;

const renameTo = (near: string): ProblemFix => ({
  title: `Rename to ${near}`,
  part: 'key',
  rewrite: () => near,
  safe: false,
});

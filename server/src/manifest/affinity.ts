/** Affinity and topology spread of a pod, with the API server's defaults applied. */
import type {
  PodAffinityTerm,
  PodTemplate,
  PreferredNodeTerm,
  TopologySpreadConstraint,
  WeightedPodAffinityTerm,
} from '../model/pod';
import { integerAt, listAt, oneOf, textAt, textsAt, valueAt } from './fields';
import { decodeLabelSelector, decodeNodeSelectorTerm, joinLabelKeys } from './requirementSpec';

type Labels = Readonly<Record<string, string>>;

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** The parts of a pod template that `spec.affinity` holds. */
export type Affinity = Pick<
  PodTemplate,
  | 'requiredNodeTerms'
  | 'preferredNodeTerms'
  | 'podAffinity'
  | 'preferredPodAffinity'
  | 'podAntiAffinity'
  | 'preferredPodAntiAffinity'
>;

export function decodeAffinity(podSpec: unknown, labels: Labels): Affinity {
  const affinity = valueAt(podSpec, 'affinity');
  const required = (kind: string) =>
    listAt(affinity, kind, REQUIRED).map((term) => decodePodTerm(term, labels));
  const preferred = (kind: string) =>
    listAt(affinity, kind, PREFERRED).map((term) => decodeWeighted(term, labels));
  return {
    requiredNodeTerms: requiredNodeTerms(affinity).map(decodeNodeSelectorTerm),
    preferredNodeTerms: listAt(affinity, 'nodeAffinity', PREFERRED).map(decodePreferredNodeTerm),
    podAffinity: required('podAffinity'),
    preferredPodAffinity: preferred('podAffinity'),
    podAntiAffinity: required('podAntiAffinity'),
    preferredPodAntiAffinity: preferred('podAntiAffinity'),
  };
}

const requiredNodeTerms = (affinity: unknown): readonly unknown[] =>
  listAt(affinity, 'nodeAffinity', REQUIRED, 'nodeSelectorTerms');

/** Whether a required node term selects by field, which Karpenter refuses. */
export const selectsByField = (podSpec: unknown): boolean =>
  requiredNodeTerms(valueAt(podSpec, 'affinity')).some((term) => Array.isArray(valueAt(term, 'matchFields')));

const decodePreferredNodeTerm = (value: unknown): PreferredNodeTerm => ({
  weight: integerAt(value, 'weight') ?? 0,
  preference: decodeNodeSelectorTerm(valueAt(value, 'preference')),
});

function decodeWeighted(value: unknown, labels: Labels): WeightedPodAffinityTerm {
  return {
    weight: integerAt(value, 'weight') ?? 0,
    term: decodePodTerm(valueAt(value, 'podAffinityTerm'), labels),
  };
}

function decodePodTerm(value: unknown, labels: Labels): PodAffinityTerm {
  const matchLabelKeys = textsAt(value, 'matchLabelKeys');
  const mismatchLabelKeys = textsAt(value, 'mismatchLabelKeys');
  const selector = joinLabelKeys(decodeLabelSelector(value, 'labelSelector'), labels, matchLabelKeys, 'In');
  return {
    topologyKey: textAt(value, 'topologyKey') ?? '',
    labelSelector: joinLabelKeys(selector, labels, mismatchLabelKeys, 'NotIn'),
    namespaces: textsAt(value, 'namespaces'),
    namespaceSelector: decodeLabelSelector(value, 'namespaceSelector'),
    matchLabelKeys,
    mismatchLabelKeys,
  };
}

/** The pod's spread constraints, in their order. */
export function decodeTopologySpread(podSpec: unknown, labels: Labels): readonly TopologySpreadConstraint[] {
  return listAt(podSpec, 'topologySpreadConstraints').map((constraint) => decodeSpread(constraint, labels));
}

function decodeSpread(value: unknown, labels: Labels): TopologySpreadConstraint {
  const matchLabelKeys = textsAt(value, 'matchLabelKeys');
  return {
    maxSkew: integerAt(value, 'maxSkew') ?? 1,
    topologyKey: textAt(value, 'topologyKey') ?? '',
    whenUnsatisfiable: oneOf(
      valueAt(value, 'whenUnsatisfiable'),
      ['DoNotSchedule', 'ScheduleAnyway'],
      'DoNotSchedule',
    ),
    labelSelector: joinLabelKeys(decodeLabelSelector(value, 'labelSelector'), labels, matchLabelKeys, 'In'),
    minDomains: integerAt(value, 'minDomains'),
    nodeAffinityPolicy: oneOf(valueAt(value, 'nodeAffinityPolicy'), ['Honor', 'Ignore'], 'Honor'),
    nodeTaintsPolicy: oneOf(valueAt(value, 'nodeTaintsPolicy'), ['Honor', 'Ignore'], 'Ignore'),
    matchLabelKeys,
  };
}

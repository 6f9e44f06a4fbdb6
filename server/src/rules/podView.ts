/** Pod specs as rules look at them. */
import type { Manifest, Path } from '../manifest/document';
import { namespaceOf, type ClusterGraph, type PodSource } from './graph';
import { at, isSet, list, record, text } from './read';

export interface PlacedContainer {
  readonly path: Path;
  readonly name: string;
  readonly value: unknown;
}

/** The containers that run as long as the pod does: ordinary ones, and init containers that restart always (sidecars). */
export function runningContainers(source: PodSource): readonly PlacedContainer[] {
  const sidecars = containersIn(source, 'initContainers').filter(
    (container) => text(at(container.value, 'restartPolicy')) === 'Always',
  );
  return [...containersIn(source, 'containers'), ...sidecars];
}

export function containersIn(
  source: PodSource,
  field: 'containers' | 'initContainers',
): readonly PlacedContainer[] {
  const path = [...source.templatePath, 'spec', field];
  return list(at(source.template, 'spec', field)).map((value, index) => ({
    path: [...path, index],
    name: text(at(value, 'name')) ?? `#${index}`,
    value,
  }));
}

/** Whether the container has a request, or a limit that becomes one. */
export function hasRequest(container: PlacedContainer, resource: string): boolean {
  const resources = at(container.value, 'resources');
  return isSet(at(resources, 'requests', resource)) || isSet(at(resources, 'limits', resource));
}

/** Requests of the pod as a whole stand in for those of its containers. */
export const hasPodLevelRequest = (source: PodSource, resource: string): boolean => {
  const resources = at(source.template, 'spec', 'resources');
  return isSet(at(resources, 'requests', resource)) || isSet(at(resources, 'limits', resource));
};

/** Whether a LimitRange of the namespace gives containers a default request for the resource. */
export function hasDefaultRequest(graph: ClusterGraph, workload: Manifest, resource: string): boolean {
  return graph
    .ofKind('v1 LimitRange')
    .filter((range) => namespaceOf(range) === namespaceOf(workload))
    .flatMap((range) => list(at(range.value, 'spec', 'limits')))
    .some(
      (limit) =>
        text(at(limit, 'type')) === 'Container' &&
        (isSet(at(limit, 'defaultRequest', resource)) || isSet(at(limit, 'default', resource))),
    );
}

export interface PlacedSelector {
  readonly path: Path;
  /** Whether the path leads to an entry whose key is the label. */
  readonly isEntry: boolean;
  readonly key: string;
  readonly values: readonly string[];
  readonly operator: string;
}

/** What a pod requires of its node: node selector and required node affinity. */
export function nodeSelectorsOf(source: PodSource): readonly PlacedSelector[] {
  const spec = [...source.templatePath, 'spec'];
  const selector = Object.entries(record(at(source.template, 'spec', 'nodeSelector'))).map(
    ([key, value]) => ({
      ...{ path: [...spec, 'nodeSelector', key], isEntry: true, key, operator: 'In' },
      values: typeof value === 'string' ? [value] : [],
    }),
  );
  const required = [
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
    'nodeSelectorTerms',
  ];
  const terms = list(at(source.template, 'spec', ...required)).flatMap((term, termIndex) =>
    list(at(term, 'matchExpressions')).map((expression, index) => ({
      path: [...spec, ...required, termIndex, 'matchExpressions', index, 'key'],
      isEntry: false,
      key: text(at(expression, 'key')) ?? '',
      operator: text(at(expression, 'operator')) ?? '',
      values: list(at(expression, 'values')).filter((value) => typeof value === 'string'),
    })),
  );
  return [...selector, ...terms].filter((one) => one.key !== '');
}

/** What pods give up, in which order. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PodTemplate } from '../../../server/src/model/pod';
import { initialWishes, relax, type PodWishes } from '../../../server/src/solver/relaxation';
import { podTemplate, selectApp } from '../../support/solverBuilders';

const nodeTerm = (value: string) => ({
  matchExpressions: [{ key: 'team', operator: 'In' as const, values: [value] }],
});
const podTerm = (app: string) => ({
  topologyKey: 'kubernetes.io/hostname',
  labelSelector: selectApp(app),
  ...{ namespaces: [], namespaceSelector: undefined, matchLabelKeys: [], mismatchLabelKeys: [] },
});
const spread = (topologyKey: string, whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway') => ({
  ...{ maxSkew: 1, topologyKey, whenUnsatisfiable, labelSelector: selectApp('web'), minDomains: undefined },
  ...{ nodeAffinityPolicy: 'Honor' as const, nodeTaintsPolicy: 'Ignore' as const, matchLabelKeys: [] },
});

function steps(template: PodTemplate, toleratesSoftTaints: boolean): string[] {
  const view = (wishes: PodWishes): string =>
    [
      wishes.requiredNodeTerms.map(({ matchExpressions }) => matchExpressions[0]?.values[0]).join(''),
      wishes.preferredPodAffinity.map(({ weight }) => weight).join(),
      wishes.preferredPodAntiAffinity.map(({ weight }) => weight).join(),
      wishes.preferredNodeTerms.map(({ weight }) => weight).join(),
      wishes.topologySpread.map(({ topologyKey }) => topologyKey).join(''),
      wishes.tolerations.length,
    ].join(' | ');
  const seen: string[] = [];
  for (let wishes: PodWishes | undefined = initialWishes(template); wishes;) {
    seen.push(view(wishes));
    wishes = relax(wishes, toleratesSoftTaints);
  }
  return seen;
}

describe('a pod that finds no place', () => {
  it('gives up one wish at a time', () => {
    const template = podTemplate({
      requiredNodeTerms: [nodeTerm('a'), nodeTerm('b')],
      preferredPodAffinity: [{ weight: 1, term: podTerm('x') }],
      preferredPodAntiAffinity: [2, 7].map((weight) => ({ weight, term: podTerm('y') })),
      preferredNodeTerms: [3, 9].map((weight) => ({ weight, preference: nodeTerm('c') })),
      topologySpread: [
        spread('h', 'ScheduleAnyway'),
        spread('i', 'DoNotSchedule'),
        spread('j', 'ScheduleAnyway'),
      ],
    });
    assert.deepEqual(steps(template, true), [
      'ab | 1 | 2,7 | 9,3 | hij | 0',
      'b | 1 | 2,7 | 9,3 | hij | 0',
      'b |  | 2,7 | 9,3 | hij | 0',
      'b |  | 2 | 9,3 | hij | 0',
      'b |  |  | 9,3 | hij | 0',
      'b |  |  | 3 | hij | 0',
      'b |  |  |  | hij | 0',
      'b |  |  |  | ji | 0',
      'b |  |  |  | i | 0',
      'b |  |  |  | i | 1',
    ]);
  });

  it('tolerates soft taints only where some pool has one, and once', () => {
    assert.equal(steps(podTemplate(), false).length, 1);
    assert.equal(steps(podTemplate(), true).length, 2);
    const tolerant = podTemplate({ tolerations: [{ operator: 'Exists', effect: 'PreferNoSchedule' }] });
    assert.equal(steps(tolerant, true).length, 1);
  });
});

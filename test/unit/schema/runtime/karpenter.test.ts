/** What Karpenter's controllers refuse after admission. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { nodeClassRefusals } from '../../../../server/src/schema/runtime/nodeClass';
import { nodeOverlayRefusals } from '../../../../server/src/schema/runtime/nodeOverlay';
import { nodePoolRefusals } from '../../../../server/src/schema/runtime/nodePool';
import { requirementProblems } from '../../../../server/src/schema/runtime/requirement';
import type { SchemaProblem } from '../../../../server/src/schema/problem';

const places = (problems: readonly SchemaProblem[]): string[] =>
  problems.map(({ at, rule }) => `${at.join('.')} ${rule}`);

describe('requirements', () => {
  const first = (requirement: object): string | undefined =>
    requirementProblems({ ...requirement })[0]?.message;
  const fine = [
    { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot', 'nonsense'] },
    { key: 'beta.kubernetes.io/instance-type', operator: 'In', values: ['m5.large'] },
    { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['4'] },
    { key: 'example.com/team', operator: 'Exists' },
  ];
  for (const requirement of fine)
    it(`takes ${JSON.stringify(requirement)}`, () => assert.strictEqual(first(requirement), undefined));
  const refused: readonly (readonly [object, RegExp])[] = [
    [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spots'] }, /none of "spots" is a value/],
    [
      { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot', 'bad'], minValues: 2 },
      /only 1 of the values/,
    ],
    [{ key: 'karpenter.sh/foo', operator: 'Exists' }, /belongs to Karpenter/],
    [{ key: 'x.karpenter.k8s.aws/foo', operator: 'Exists' }, /belongs to Karpenter/],
    [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['a'] }, /sets this label itself/],
    [{ key: 'a', operator: 'In', values: ['+1'] }, /no label value/],
    [{ key: 'a b', operator: 'Exists' }, /no label key/],
    [{ key: 'a', operator: 'Gt', values: ['1.5'] }, /whole number/],
    [{ key: 'a', operator: 'In', values: [] }, /at least one value/],
    [{ key: 'a', operator: 'Is', values: ['b'] }, /none of In/],
  ];
  for (const [requirement, message] of refused)
    it(`refuses ${JSON.stringify(requirement)}`, () => assert.match(first(requirement) ?? '', message));
});

describe('NodePool', () => {
  const pool = (spec: object, labels: object = {}, disruption: object = {}): string[] =>
    places(nodePoolRefusals({ spec: { template: { metadata: { labels }, spec }, disruption } }));
  it('labels', () => {
    assert.deepStrictEqual(pool({}, { 'karpenter.sh/nodepool': 'a', ü: 'b', 'a.b/c': 'd e', ok: '' }), [
      'spec.template.metadata.labels.karpenter.sh/nodepool runtime/node-label',
      'spec.template.metadata.labels.ü runtime/node-label',
      'spec.template.metadata.labels.a.b/c runtime/node-label',
    ]);
  });
  it('taints of both lists', () => {
    const taint = { key: 'a', effect: 'NoSchedule' };
    assert.deepStrictEqual(pool({ taints: [taint, { ...taint, value: 'b c' }], startupTaints: [taint] }), [
      'spec.template.spec.taints.1.value runtime/taint',
      'spec.template.spec.taints.1.key runtime/taint',
      'spec.template.spec.startupTaints.0.key runtime/taint',
    ]);
  });
  it('schedules of budgets, which have no time zone', () => {
    const budgets = ['0 9 * * 1-5', '0 9 * * 7', 'TZ=UTC 0 9 * * *', '@daily', '@every 1h'].map(
      (schedule) => ({ nodes: '0', schedule, duration: '1h' }),
    );
    assert.deepStrictEqual(pool({}, {}, { budgets }), [
      'spec.disruption.budgets.1.schedule runtime/budget-schedule',
      'spec.disruption.budgets.2.schedule runtime/budget-schedule',
    ]);
  });
});

it('a schedule with a time zone is told so', () => {
  const [problem] = nodePoolRefusals({
    spec: {
      disruption: { budgets: [{ nodes: '0', schedule: 'TZ=Europe/Berlin 0 9 * * *', duration: '1h' }] },
    },
  });
  assert.match(
    problem?.message ?? '',
    /schedules are in UTC, and a time zone of their own makes them unreadable$/,
  );
});

describe('NodeOverlay', () => {
  it('requirements and capacity', () => {
    const spec = {
      requirements: [{ key: 'a', operator: 'NotIn', values: [] }],
      capacity: { 'vpc.amazonaws.com/efa': 1, 'example.com/x': 1 },
    };
    assert.deepStrictEqual(places(nodeOverlayRefusals({ spec })), [
      'spec.requirements.0.values runtime/requirement',
      'spec.capacity.vpc.amazonaws.com/efa runtime/overlay-capacity',
    ]);
  });
});

describe('EC2NodeClass', () => {
  const message = (alias: string, userData: string, amiFamily = ''): string =>
    nodeClassRefusals(
      { spec: { amiSelectorTerms: [{ alias }], amiFamily, userData } },
      { karpenterVersion: '1.14.1' },
    )
      .map((problem) => problem.message)
      .join();
  it('an alias with two @', () => assert.match(message('al2023@a@b', ''), /family@version/));
  const MIME =
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/x-shellscript\n\necho\n';
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['bottlerocket@latest', '[settings.kubernetes]\nmax-pods = 5\n"cluster-dns-ip" = "10.0.0.10"', /^$/],
    ['bottlerocket@latest', '#!/bin/bash\necho', /line 2/],
    ['bottlerocket@latest', '[settings.kubernetes\n', /ends with \]/],
    ['bottlerocket@latest', 'settings = 1', /settings must be a table/],
    ['bottlerocket@latest', '[settings.kubernetes]\nmax-pods = "5"', /max-pods must be a integer/],
    ['bottlerocket@latest', '[settings.kubernetes.node-labels]\na = 1', /node-labels\.a must be a text/],
    ['al2023@latest', '#!/bin/bash\necho', /^$/],
    ['al2023@latest', 'MIME-Version: 1.0\nContent-Type: text/plain\n\nx', /must be multipart/],
    ['al2023@latest', 'MIME-Version: 1.0\n\nx', /has no Content-Type/],
    ['al2@latest', `${MIME}--B--\n`, /^$/],
    ['al2@latest', MIME, /does not end with --B--/],
    // Upstream's examples/v1/al2023-custom-userdata.yaml ends so: the reader meets the end where headers would begin.
    ['al2023@latest', `${MIME}--B\n`, /^$/],
    ['al2023@latest', `${MIME}--B`, /^$/],
    ['al2023@latest', `${MIME}--B\n\n`, /does not end with --B--/],
    ['al2023@latest', `${MIME}--B\necho\n`, /"echo" is no header/],
    ['al2@latest', 'Content-Type: multipart/mixed\n\n--B\n', /no boundary/],
    ['windows2022@latest', '[settings', /^$/],
  ];
  for (const [alias, userData, expected] of cases)
    it(`${alias} ${JSON.stringify(userData.slice(0, 40))}`, () =>
      assert.match(message(alias, userData), expected));
  it('the family as given counts before the alias', () =>
    assert.strictEqual(message('bottlerocket@latest', 'x', 'Custom'), ''));
});

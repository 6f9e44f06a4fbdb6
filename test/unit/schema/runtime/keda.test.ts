/** What KEDA's webhook refuses. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { authenticationRefusals } from '../../../../server/src/schema/runtime/authentication';
import { formulaProblem } from '../../../../server/src/formula';
import { scaledObjectRefusals } from '../../../../server/src/schema/runtime/scaledObject';
import { triggerRefusals } from '../../../../server/src/schema/runtime/triggers';

const NAMES = new Set(['a', 'b']);

describe('formulas', () => {
  const fine = [
    'a',
    '(a + b)/2',
    'float(a)',
    'a ?? b',
    'max([a,b])',
    'max(a, b)',
    'sum([a, b])',
    'round(a)',
    'count([a,b], {# > 1})',
    'a > 1 ? a : b',
    'a > 1 && b < 2 ? 1 : 0',
    'let x = a * 2; x + b',
    '[a, b] | max()',
    'a < b < 3 ? 1 : 2',
    'if a > 1 { a } else { b }',
    'a ** 2',
    'mean(a, [b])',
    '"5"',
    'int(a) % 2',
    'a in [1, 2] ? 1 : 0',
    'not (a > 1) ? 1 : 2',
    '1 /* c */ + a // d\n',
    'filter([a, b], # < 1)[0]',
    'now().Hour() > 8 ? a : b',
    '(date("2026-12-24") - date("2026-11-24")).Hours()',
    'now(timezone("Europe/Berlin")).Weekday().String() matches "^S" ? 1 : a',
    'any([a], # > 1) ? 1 : 0',
    'abs(-a)',
    'reduce([a, b], #acc + #, 0)',
    '1e3 + 0x1F',
  ];
  for (const formula of fine)
    it(`takes ${formula}`, () => assert.strictEqual(formulaProblem(formula, NAMES), undefined));
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['c', /no trigger is called c, only a, b/],
    ['trig', /no trigger is called trig/],
    ['a > 1 ? c : b', /no trigger is called c/],
    ['nil', /its result is nil, not a number/],
    ['"x"', /"x" is no number/],
    ['a && b', /&& does not take/],
    ['a +', /not expected|ends too early/],
    ['a b', /expected/],
    ['a % 2', /% does not take/],
    ['int(a) % 0', /remainder of 0/],
    ['filter([a, b], # > 1)[0]', /with -1 for each trigger, as KEDA tries it, the list has no such item/],
    ['now().Hours()', /a time has no method Hours/],
    ['now().Month() == 12 ? a : b', /== does not take a month and a whole number/],
    ['duration("1d").Hours()', /"1d" is no duration/],
    ['"x" matches "(" ? a : b', /is no pattern/],
    ['a, b', /, is not expected there/],
    ['max()', /at least one/],
    ['foo(a)', /no function foo/],
    ['a(1)', /not a function/],
    ['[a, b]', /its result is a list, not a number/],
    ['a > 1', /its result is true or false, not a number/],
    ['a ?? b + 1', /parentheses/],
    ['map([a], # + "x")', /does not take/],
    ['count([a], # + 1)', /must be true or false/],
    ['a @ b', /not understood/],
    ['#', /not expected/],
    ['let a = 1; a', /exists already/],
    ['('.repeat(3000), /deeply/],
    [`${'a + '.repeat(100_000)}a`, /more than 4000/],
  ];
  for (const [formula, message] of wrong)
    it(`refuses ${formula.slice(0, 30)}`, () => assert.match(formulaProblem(formula, NAMES) ?? '', message));
});

const TRIGGER = { type: 'kafka', name: 'a', metadata: {} };
const scaled = (spec: object, name = 'so'): string[] =>
  scaledObjectRefusals({
    metadata: { name },
    spec: { scaleTargetRef: { name: 'web' }, triggers: [TRIGGER], ...spec },
  }).map(({ at, rule }) => `${at.join('.')} ${rule}`);

describe('ScaledObject', () => {
  const cases: readonly (readonly [string, object, readonly string[]])[] = [
    ['is fine', {}, []],
    [
      'a group with a slash too many',
      { scaleTargetRef: { apiVersion: 'apps/v1/x', name: 'web' } },
      ['spec.scaleTargetRef.apiVersion runtime/keda-target'],
    ],
    ['idle without minimum', { idleReplicaCount: 0 }, ['spec.idleReplicaCount runtime/keda-replicas']],
    ['idle below the minimum', { idleReplicaCount: 0, minReplicaCount: 1 }, []],
    ['idle below a minimum of 0, which the HPA takes for 1', { idleReplicaCount: 0, minReplicaCount: 0 }, []],
    ['minimum above maximum', { minReplicaCount: 101 }, ['spec.maxReplicaCount runtime/keda-replicas']],
    [
      'fallback of cpu',
      { fallback: { failureThreshold: 1, replicas: 1 }, triggers: [{ type: 'cpu' }] },
      ['spec.fallback runtime/keda-fallback'],
    ],
    [
      'fallback by formula',
      { fallback: { behavior: 'scalingModifiers' } },
      ['spec.fallback.behavior runtime/keda-fallback'],
    ],
    [
      'no formula',
      { advanced: { scalingModifiers: { target: '1' } } },
      ['spec.advanced.scalingModifiers.formula runtime/keda-formula'],
    ],
    [
      'no target',
      { advanced: { scalingModifiers: { formula: 'a' } } },
      ['spec.advanced.scalingModifiers.target runtime/keda-formula-target'],
    ],
    [
      'targets',
      { advanced: { scalingModifiers: { formula: 'a', target: '0' } } },
      ['spec.advanced.scalingModifiers.target runtime/keda-formula-target'],
    ],
    [
      'names of resource triggers cannot be used',
      {
        triggers: [{ type: 'cpu', name: 'a' }],
        advanced: { scalingModifiers: { formula: 'a', target: '1' } },
      },
      ['spec.advanced.scalingModifiers.formula runtime/keda-formula'],
    ],
    [
      'a name for the HPA',
      { advanced: { horizontalPodAutoscalerConfig: { name: 'x'.repeat(64) } } },
      ['spec.advanced.horizontalPodAutoscalerConfig.name runtime/keda-hpa-name'],
    ],
  ];
  for (const [title, spec, expected] of cases)
    it(title, () => assert.deepStrictEqual(scaled(spec), expected));
  it('names that fit no label', () => {
    assert.deepStrictEqual(scaled({}, 'x'.repeat(64)), ['metadata.name runtime/keda-name']);
    assert.deepStrictEqual(scaled({}, 'x'.repeat(55)), ['metadata.name runtime/keda-hpa-name']);
    assert.deepStrictEqual(scaled({}, 'x'.repeat(54)), []);
  });
  it('no trigger at all', () => {
    assert.deepStrictEqual(
      triggerRefusals({ spec: {} }).map(({ rule, at }) => `${at.join('.')} ${rule}`),
      ['spec runtime/keda-no-triggers'],
    );
  });
  it('triggers', () => {
    const triggers = [
      { type: 'cron', useCachedMetrics: true, name: 'x' },
      { type: 'kafka', useCachedMetrics: true, name: 'x' },
    ];
    assert.deepStrictEqual(
      triggerRefusals({ spec: { triggers } }).map(({ at }) => at.join('.')),
      ['spec.triggers.0.useCachedMetrics', 'spec.triggers.1.name'],
    );
  });
});

describe('authentication', () => {
  const at = (spec: object): string =>
    authenticationRefusals({ spec })
      .map((problem) => problem.at.join('.'))
      .join();
  const oauth2 = { type: 'clientCredentials', clientId: 'c', tokenUrl: 'https://t/x' };
  const cases: readonly (readonly [object, string])[] = [
    [{ podIdentity: { provider: 'azure-workload', identityId: '' } }, 'spec.podIdentity.identityId'],
    [
      { podIdentity: { provider: 'azure-workload', identityAuthorityHost: 'h' } },
      'spec.podIdentity.identityTenantId',
    ],
    [
      { podIdentity: { provider: 'aws', roleArn: 'r', identityOwner: 'workload' } },
      'spec.podIdentity.roleArn',
    ],
    [{ podIdentity: { provider: 'aws', externalID: 'x' } }, 'spec.podIdentity.externalID'],
    [{ oauth2 }, ''],
    [{ oauth2: { ...oauth2, tokenUrl: 'ftp://t' } }, 'spec.oauth2.tokenUrl'],
    [{ oauth2: { ...oauth2, tokenUrl: 'http://' } }, 'spec.oauth2.tokenUrl'],
    [{ oauth2: { ...oauth2, tokenUrl: 'HTTPS://user@host:443/p?q=%zz' } }, ''],
    [{ oauth2: { ...oauth2, tokenUrl: '' }, podIdentity: { provider: 'gcp' } }, ''],
    [{ azureServicePrincipal: { tenantId: 't', clientId: 'c' } }, 'spec.azureServicePrincipal.clientSecret'],
    [
      { azureServicePrincipal: { tenantId: 't', clientId: 'c', clientSecret: {}, cloud: 'private' } },
      'spec.azureServicePrincipal.activeDirectoryEndpoint',
    ],
  ];
  for (const [spec, expected] of cases)
    it(JSON.stringify(spec), () => assert.strictEqual(at(spec), expected));
});

it('an idle count above a minimum of 0 is told what that counts as', () => {
  const message = (minReplicaCount: number): string | undefined =>
    scaledObjectRefusals({ spec: { idleReplicaCount: 3, minReplicaCount } })[0]?.message;
  assert.match(message(0) ?? '', /must be below minReplicaCount, which counts as 1 when it is 0$/);
  assert.match(message(2) ?? '', /must be below minReplicaCount, which is 2$/);
});

/** What rules said of a value is kept for equal values: nobody may see that. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluateRules, type Structural } from '../../../../server/src/schema/cel';
import { keyOf, KnownResults } from '../../../../server/src/schema/cel/knownResults';
import type { Structural as Schema } from '../../../../server/src/schema/cel/structural';

const budget = (...rules: object[]): Structural => ({
  type: 'object',
  properties: {
    budget: {
      type: 'object',
      properties: { nodes: { type: 'integer' }, note: { type: 'string', nullable: true } },
      'x-kubernetes-validations': rules as { rule: string }[],
    },
  },
});
const FEW = budget({ rule: 'self.nodes < 3', messageExpression: "'not ' + string(self.nodes)" });

const told = (schema: Structural, ...values: unknown[]): string[] =>
  values.flatMap((value) =>
    evaluateRules(schema, value).map(
      ({ path, computedMessage, error, value: judged }) =>
        `${path} ${JSON.stringify(judged)} ${computedMessage ?? error ?? ''}`,
    ),
  );

describe('rules of equal parts', () => {
  it('say the same of each, at its own place', () => {
    const once = told(FEW, { budget: { nodes: 5 } });
    assert.deepEqual(once, ['budget {"nodes":5} not 5']);
    assert.deepEqual(
      told(FEW, { budget: { nodes: 5 } }, { budget: { nodes: 1 } }, { budget: { nodes: 5 } }),
      [...once, ...once],
    );
  });

  it('are those of the schema, not of another with the same value', () => {
    const other = budget({ rule: 'self.nodes > 3' });
    assert.equal(told(FEW, { budget: { nodes: 5 } }).length, 1);
    assert.deepEqual(told(other, { budget: { nodes: 5 } }), []);
  });

  it('are evaluated again where there is a stored value', () => {
    const transition = budget({ rule: 'self.nodes >= oldSelf.nodes' });
    const now = { budget: { nodes: 2 } };
    assert.deepEqual(told(transition, now), []);
    assert.equal(evaluateRules(transition, now, { budget: { nodes: 3 } }).length, 1);
    assert.deepEqual(told(transition, now), []);
  });

  it('tell apart what JSON writes alike', () => {
    for (const value of [null, { note: null }, [NaN], Infinity, { nodes: 2n ** 60n }])
      assert.equal(keyOf(value), undefined);
    assert.notEqual(keyOf('1'), keyOf(1));
    assert.notEqual(keyOf({ a: 1, b: 2 }), keyOf({ a: 1, b: '2' }));
  });

  it('are forgotten in the end', () => {
    const known = new KnownResults();
    const schema: Schema = {};
    for (let at = 0; at <= 2_000; at++) known.keep(schema, String(at), []);
    assert.equal(known.of(schema, '0'), undefined);
    assert.deepEqual(known.of(schema, '2000'), []);
  });
});

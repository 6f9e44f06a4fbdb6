/** Rules of a structural schema, walked beside an object. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { celMessage, evaluateRules, type Blamed, type Structural } from '../../../../server/src/schema/cel';

const rule = (
  text: string,
  more: object = {},
): { 'x-kubernetes-validations': readonly { rule: string }[] } => ({
  'x-kubernetes-validations': [{ rule: text, ...more }],
});
const object = (properties: Record<string, Structural>, more: Structural = {}): Structural => ({
  type: 'object',
  properties,
  ...more,
});
const found = (schema: Structural, value: unknown, old?: unknown): string[] =>
  evaluateRules(schema, value, old).map(({ path, id }) => `${path} ${id}`);

const TEXT: Structural = { type: 'string' };

describe('where rules are evaluated', () => {
  it('at every node, with paths of the value and of the schema', () => {
    const schema = object({
      spec: object(
        {
          items: { type: 'array', items: { ...TEXT, ...rule("self != 'bad'") } },
          labels: { type: 'object', additionalProperties: { ...TEXT, ...rule('self.size() < 3') } },
        },
        rule('size(self.items) < 3'),
      ),
    });
    const value = { spec: { items: ['bad', 'x', 'bad'], labels: { 'a/b': 'long' } } };
    assert.deepStrictEqual(found(schema, value), [
      'spec spec#0',
      'spec.items[0] spec.items[]#0',
      'spec.items[2] spec.items[]#0',
      'spec.labels[a/b] spec.labels{}#0',
    ]);
  });

  it('shows type and names of the object at its root, whatever the schema says', () => {
    assert.deepStrictEqual(
      found(object({}, rule("self.metadata.name == 'a' && self.kind == 'K'")), {
        kind: 'K',
        metadata: { name: 'a' },
      }),
      [],
    );
  });

  it('names a field of fieldPath in place of the node', () => {
    const schema = object({ spec: object({ a: TEXT }, rule('false', { fieldPath: '.a' })) });
    assert.deepStrictEqual(found(schema, { spec: { a: 'x' } }), ['spec.a spec#0']);
  });

  it('passes over nulls', () => {
    const schema = object({ a: { ...TEXT, nullable: true, ...rule("self != ''") } });
    assert.deepStrictEqual(found(schema, { a: null }), []);
  });
});

describe('what rules see', () => {
  it('a missing field fails the rule', () => {
    const [violation] = evaluateRules(object({ a: TEXT, b: TEXT }, rule("self.a == 'x'")), { b: 'y' });
    assert.ok(violation?.error);
    assert.match(celMessage(violation), /a field that it reads is missing/);
  });

  it('has() and the ternary stop before it', () => {
    assert.deepStrictEqual(found(object({ a: TEXT }, rule("has(self.a) ? self.a == 'x' : true")), {}), []);
  });

  it('escaped names of properties', () => {
    const schema = object(
      { 'a-b': TEXT, 'x.y': TEXT, namespace: TEXT },
      rule("self.a__dash__b == '1' && self.x__dot__y == '2' && self.__namespace__ == '3'"),
    );
    assert.deepStrictEqual(found(schema, { 'a-b': '1', 'x.y': '2', namespace: '3' }), []);
  });

  it('int-or-string as what it is, numbers by type', () => {
    const both: Structural = { 'x-kubernetes-int-or-string': true };
    const schema = object(
      { a: both, b: both, c: { type: 'number' }, d: { type: 'integer' } },
      rule("self.a == 1 && self.b == '1' && self.c == 2.0 && self.d + 1 == 4"),
    );
    assert.deepStrictEqual(found(schema, { a: 1, b: '1', c: 2, d: 3 }), []);
  });

  it('durations, times and bytes by format', () => {
    const schema = object(
      {
        a: { ...TEXT, format: 'duration' },
        b: { ...TEXT, format: 'date-time' },
        c: { ...TEXT, format: 'byte' },
      },
      rule("self.a > duration('59s') && self.b < timestamp('2030-01-01T00:00:00Z') && size(self.c) == 3"),
    );
    assert.deepStrictEqual(found(schema, { a: '1m', b: '2024-01-01T00:00:00Z', c: 'YWJj' }), []);
  });

  it('keys such as __proto__ as keys and nothing else', () => {
    const schema = object({
      m: { type: 'object', additionalProperties: TEXT, ...rule("self.all(k, k != 'x')") },
    });
    assert.deepStrictEqual(
      found(schema, { m: JSON.parse('{"__proto__":"a","constructor":"b"}') as unknown }),
      [],
    );
  });
});

describe('updates', () => {
  const immutable = object({ spec: object({ a: { ...TEXT, ...rule('self == oldSelf') }, b: TEXT }) });

  it('evaluates transition rules only with a stored value', () => {
    assert.deepStrictEqual(found(immutable, { spec: { a: 'x' } }), []);
    assert.deepStrictEqual(found(immutable, { spec: { a: 'x' } }, { spec: { a: 'x' } }), []);
    assert.deepStrictEqual(found(immutable, { spec: { a: 'x' } }, { spec: { a: 'y' } }), ['spec.a spec.a#0']);
    assert.deepStrictEqual(found(immutable, { spec: { a: 'x' } }, { spec: { b: 'y' } }), []);
  });

  it('forgives what has not changed', () => {
    const schema = object({ spec: object({ a: { ...TEXT, ...rule("self != 'bad'") }, b: TEXT }) });
    assert.deepStrictEqual(found(schema, { spec: { a: 'bad', b: '2' } }, { spec: { a: 'bad', b: '1' } }), []);
    assert.deepStrictEqual(found(schema, { spec: { a: 'bad' } }, { spec: { a: 'good' } }), [
      'spec.a spec.a#0',
    ]);
  });

  it('pairs items of a list by their keys', () => {
    const item = object({ name: TEXT, v: { ...TEXT, ...rule('self == oldSelf') } });
    const list: Structural = {
      type: 'array',
      items: item,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    };
    const old = {
      l: [
        { name: 'a', v: '1' },
        { name: 'b', v: '2' },
      ],
    };
    assert.deepStrictEqual(
      found(
        object({ l: list }),
        {
          l: [
            { name: 'b', v: '2' },
            { name: 'a', v: '9' },
          ],
        },
        old,
      ),
      ['l[1].v l[].v#0'],
    );
  });

  it('gives oldSelf as an optional where the rule asks for it', () => {
    const schema = object({
      a: { ...TEXT, ...rule('!oldSelf.hasValue() || oldSelf.value() == self', { optionalOldSelf: true }) },
    });
    assert.deepStrictEqual(found(schema, { a: 'x' }), []);
    assert.deepStrictEqual(found(schema, { a: 'x' }, { a: 'y' }), ['a a#0']);
  });
});

describe('messages', () => {
  it('are computed where the rule says how', () => {
    const [violation] = evaluateRules(
      object({ a: TEXT }, rule('false', { messageExpression: "'a is ' + self.a" })),
      { a: 'x' },
    );
    assert.ok(violation);
    assert.strictEqual(celMessage(violation), 'a is x');
  });

  it('say what a known rule means, and show an unknown one', () => {
    const text = (condition: string, blamed?: Blamed): string => {
      const [violation] = evaluateRules(object({ a: { ...TEXT, ...rule(condition) } }), { a: '' });
      assert.ok(violation);
      return celMessage(violation, blamed);
    };
    assert.strictEqual(text("self != ''"), 'it must not be empty');
    assert.strictEqual(text("self != ''", { name: 'group' }), 'group must not be empty');
    assert.strictEqual(
      text("self == 'memory.available'", { name: 'evictionHard', key: 'memory.availabel' }),
      'evictionHard "memory.availabel": the signals are memory.available, nodefs.available, nodefs.inodesFree, imagefs.available, imagefs.inodesFree and pid.available; did you mean memory.available?',
    );
    assert.match(text('self.size() > 7'), /`self\.size\(\) > 7` does not hold/);
  });

  it('report a rule that is no CEL', () => {
    const [violation] = evaluateRules(object({ a: TEXT }, rule('self.a ==')), { a: 'x' });
    assert.ok(violation?.error);
  });
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { typicalInterruption } from '../../../server/src/model/interruption';

suite('typical interruption class', () => {
  const [rare, often, most] = ['<5%', '10-15%', '>20%'].map((label, at) => ({ index: at * 2, label }));

  test('is the one in the middle', () => {
    assert.equal(typicalInterruption([most, rare, often]), often);
    assert.equal(typicalInterruption([most, rare]), rare);
  });

  test('leaves out what is not known', () => {
    assert.equal(typicalInterruption([undefined, most]), most);
    assert.equal(typicalInterruption([undefined]), undefined);
  });
});

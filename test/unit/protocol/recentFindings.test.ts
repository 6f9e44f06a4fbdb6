// What simulations found is kept with the texts that they were made from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../server/src/model/finding';
import { RecentFindings, type SimulatedInput } from '../../../server/src/protocol/recentFindings';

const LARGE = 'x'.repeat(600 * 1024);

const inputOf = (edited: string, optionsText = '{}'): SimulatedInput => ({
  texts: new Map([
    ['large', LARGE],
    ['edited', edited],
  ]),
  optionsText,
});

const found = (): readonly Finding[] => [];

test('of a large cluster an edited text is known again, with its options alone', () => {
  const recent = new RecentFindings();
  const [first, second] = [found(), found()];
  recent.keep(inputOf('a'), first);
  recent.keep(inputOf('b'), second);
  assert.equal(recent.of(inputOf('a')), first);
  assert.equal(recent.of(inputOf('b')), second);
  assert.equal(recent.of(inputOf('a', '{"region":"eu-west-1"}')), undefined);
  assert.equal(recent.of(inputOf('c')), undefined);
});

test('the last sixteen are kept', () => {
  const recent = new RecentFindings();
  for (let at = 0; at <= 16; at++) recent.keep(inputOf(String(at)), found());
  assert.equal(recent.of(inputOf('0')), undefined);
  assert.notEqual(recent.of(inputOf('1')), undefined);
});

test('edits of more than half a megabyte are not kept', () => {
  const recent = new RecentFindings();
  recent.keep(inputOf('a'), found());
  recent.keep(inputOf(LARGE), found());
  assert.equal(recent.of(inputOf('a')), undefined);
});

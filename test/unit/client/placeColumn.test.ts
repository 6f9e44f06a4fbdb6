import assert from 'node:assert/strict';
import { it } from 'node:test';
import { placeColumn } from '../../../client/src/placeColumn';

it('a place is opened where its file is on show', () => {
  assert.equal(placeColumn({ panel: 2, all: [1, 2, 3], showing: [3] }), 3);
});

it('else in the first group that is not the panel’s', () => {
  assert.equal(placeColumn({ panel: 2, all: [1, 2], showing: [] }), 1);
  assert.equal(placeColumn({ panel: 1, all: [1, 2], showing: [1] }), 2);
});

it('beside the panel, where there is no other', () => {
  assert.equal(placeColumn({ panel: 1, all: [1], showing: [] }), undefined);
});

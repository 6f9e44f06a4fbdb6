/** The model of spot prices. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spotPrice } from '../../../server/src/catalog/prices';

describe('spot prices', () => {
  const cases: [onDemand: number, savingPercent: number, spot: number][] = [
    [0.107, 57, 0.04601],
    [0.0052, 0, 0.0052],
    [0.123457, 50, 0.061728],
  ];
  for (const [onDemand, savingPercent, spot] of cases) {
    it(`are ${spot} for ${onDemand} less ${savingPercent} %`, () =>
      assert.equal(spotPrice(onDemand, savingPercent), spot));
  }
});

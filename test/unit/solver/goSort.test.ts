/** The unstable sort gives the very orders that Go gives. The fixture was printed by a Go program (go1.26): `order` is a
 *  slice of indexes after sort.Slice by `keys`: random ones with many equals, sorted, reversed, saw teeth, and one that
 *  defeats the sampled pivots so that heap sort takes over. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from '../../support/fastCheck';
import { goSort, goSorted } from '../../../server/src/solver/goSort';
import { InflightOrder } from '../../../server/src/solver/inflightOrder';

const cases = JSON.parse(readFileSync('test/fixtures/solver/goSortOrders.json', 'utf8')) as {
  keys: number[];
  order: number[];
}[];

describe("Go's unstable sort", () => {
  it('leaves equals where Go leaves them', () => {
    assert.ok(cases.length > 70);
    for (const { keys, order } of cases) {
      const sorted = goSorted([...keys.keys()], (a, b) => (keys[a] ?? 0) < (keys[b] ?? 0));
      assert.deepEqual(sorted, order, `keys ${keys.join()}`);
    }
  });

  it('sorts whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 400 }), (keys) => {
        const sorted = goSorted(keys, (a, b) => a < b);
        assert.deepEqual(
          sorted,
          [...keys].sort((a, b) => a - b),
        );
      }),
    );
  });
});

/** The order kept by sorting everything before each pod, as upstream does. */
class SortedEachTime {
  readonly nodes: number[] = [];
  readonly counts: number[] = [];

  append(): void {
    this.nodes.push(this.counts.length);
    this.counts.push(1);
  }

  increment(place: number): void {
    const node = this.nodes[place] ?? 0;
    this.counts[node] = (this.counts[node] ?? 0) + 1;
  }

  settle(): void {
    const at = (place: number): number => this.nodes[place] ?? 0;
    const less = (i: number, j: number): boolean => (this.counts[at(i)] ?? 0) < (this.counts[at(j)] ?? 0);
    const swap = (i: number, j: number): void => {
      [this.nodes[i], this.nodes[j]] = [at(j), at(i)];
    };
    goSort({ less, swap }, this.nodes.length);
  }
}

const orderOf = (order: InflightOrder): number[] =>
  Array.from({ length: order.length }, (_, place) => order.at(place));

describe('the order of planned nodes', () => {
  it('is the one that sorting before each pod gives, step by step', () => {
    // A step below the share of new nodes starts one; any other picks the place that gets a pod.
    const steps = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(steps, fc.constantFrom(0.05, 0.3, 0.8), fc.boolean(), (picks, newShare, inFront) => {
        const kept = new InflightOrder();
        const sorted = new SortedEachTime();
        for (const pick of picks) {
          kept.settle();
          sorted.settle();
          assert.deepEqual(orderOf(kept), sorted.nodes);
          const fraction = pick / 1_000_000;
          if (kept.length === 0 || fraction < newShare) {
            kept.append();
            sorted.append();
          } else {
            const rest = (fraction - newShare) / (1 - newShare);
            const place = Math.min(kept.length - 1, Math.floor((inFront ? rest ** 6 : rest) * kept.length));
            kept.increment(place);
            sorted.increment(place);
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('tells the first place that changed, so that a search need not start over', () => {
    const order = new InflightOrder();
    for (let node = 0; node < 5; node++) {
      order.append();
      order.settle();
    }
    order.takeLowestTouched();
    order.increment(1);
    order.settle();
    assert.equal(order.takeLowestTouched(), 1);
    assert.equal(order.takeLowestTouched(), Infinity);
    assert.deepEqual(orderOf(order), [0, 2, 3, 4, 1]);
  });
});

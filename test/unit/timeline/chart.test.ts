import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as api from '../../../server/src/api';
import { timelineText } from '../../../server/src/cli/timelineText';
import { PLAIN } from '../../../server/src/cli/style';
import { chartOf } from '../../../server/src/timeline/chart';
import { chartSvg } from '../../../server/src/timeline/svg';
import { axisShares, isEmptyLane } from '../../../server/src/util/axis';

const calm = api.timeline({
  files: ['nodepool.yaml', 'checkout.yaml'].map((name) => ({
    uri: `file:///${name}`,
    text: readFileSync(`examples/spike/${name}`, 'utf8'),
  })),
  load: { kind: 'constant', value: 100 },
  podCapacity: 50,
});
assert.ok(!('error' in calm));

test('a lane in which nothing is has the ground alone on its axis, and says none', () => {
  const chart = chartOf(calm);
  const unserved = chart.lanes.find(({ id }) => id === 'unserved');
  assert.ok(unserved && isEmptyLane(unserved));
  assert.deepEqual(axisShares(unserved), [0]);
  assert.equal(chartSvg(chart).includes('>0.00<'), false);
  const text = timelineText(calm, PLAIN).join('\n');
  assert.match(text, /^Unserved \(requests per step\): none$/m);
  assert.match(text, /^Pods, up to 4$/m);
});

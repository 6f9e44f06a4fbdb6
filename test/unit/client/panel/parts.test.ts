import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { subjectAt } from '../../../../client/src/panel/caret';
import { lookOf } from '../../../../client/src/panel/colours';
import { duration } from '../../../../client/src/panel/compareView';
import { exported } from '../../../../client/src/panel/exports';
import { blocksOf, boxSize, squarify, type Rect } from '../../../../client/src/panel/geometry';
import { compactChange, restored, withSlots } from '../../../../client/src/panel/state';
import { renderTables } from '../../../../client/src/panel/tableView';
import { changeBy, readChange, sentenceOf } from '../../../../client/src/panel/whatIfChange';
import { previewModel, previewNode, previewWorkload } from '../../../support/preview';

const areaOf = ({ width, height }: Rect): number => width * height;
const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, b);

describe('drawing to scale', () => {
  it('areas of boxes are as amounts', () => {
    const [small, large] = [boxSize(2000, 8000, 200), boxSize(8000, 8000, 200)];
    assert.ok(Math.abs((large.width * large.height) / (small.width * small.height) - 4) < 0.05);
  });

  it('rectangles fill their frame exactly, each as large as its amount', () => {
    const frame = { x: 0, y: 0, width: 90, height: 60 };
    const amounts = [900, 700, 300, 300, 120, 80];
    const rects = squarify(amounts, frame);
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    rects.forEach((rect, index) => assert.ok(close(areaOf(rect), (5400 * (amounts[index] ?? 0)) / total)));
    for (const { x, y, width, height } of rects) {
      assert.ok(x >= -1e-9 && y >= -1e-9 && x + width <= 90 + 1e-6 && y + height <= 60 + 1e-6);
    }
  });

  it('what pods and daemons ask for is the share of the box that is filled', () => {
    const node = previewNode();
    const workloads = new Map([['shop/web', previewWorkload({ cpuMilli: 400 })]]);
    const blocks = blocksOf(node, workloads, { area: 'cpu', width: 300, height: 200 });
    assert.deepEqual(
      blocks.map(({ workload, cells }) => [workload, cells.length]),
      [
        ['shop/web', 3],
        [undefined, 1],
      ],
    );
    const filled = blocks.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + areaOf(cell), 0);
    assert.ok(close(filled / 60_000, 1500 / 1930));
    const pod = blocks[0]?.cells[0];
    assert.ok(pod && close(areaOf(pod) / 60_000, 400 / 1930));
  });
});

describe('telling workloads apart', () => {
  it('by colour and pattern up to eighteen, by letter beyond', () => {
    const looks = Array.from({ length: 18 }, (_, slot) => lookOf(slot));
    assert.equal(new Set(looks.map(({ colour, pattern }) => colour + pattern)).size, 18);
    assert.deepEqual(
      [0, 25, 26, 51, 52].map((slot) => lookOf(slot).letter),
      ['A', 'Z', 'AA', 'AZ', 'BA'],
    );
  });
});

describe('what if, as typed', () => {
  const typed = (part: string, value: string, name = '', isChecked = false) => ({
    part,
    name,
    value,
    isChecked,
  });

  it('numbers, shares, quantities, zones and types', () => {
    let change = changeBy({}, typed('replicas', '12', 'shop/web'));
    change = changeBy(change, typed('cpu', '1500m', 'shop/web'));
    change = changeBy(change, typed('spotShare', '40'));
    change = changeBy(change, typed('zonesLost', 'us-east-1a', '', true));
    change = changeBy(change, typed('typesUnavailable', ' m5.large, c5.* '));
    assert.deepEqual(change, {
      replicas: { 'shop/web': 12 },
      requests: { 'shop/web': { cpu: '1500m' } },
      spotShare: 0.4,
      zonesLost: ['us-east-1a'],
      typesUnavailable: ['m5.large', 'c5.*'],
    });
  });

  it('an emptied field is as written again', () => {
    let change = changeBy(
      { replicas: { 'shop/web': 12 }, spotShare: 1, zonesLost: ['a'] },
      typed('replicas', '', 'shop/web'),
    );
    change = changeBy(change, typed('spotShare', ''));
    change = changeBy(change, typed('zonesLost', 'a'));
    assert.deepEqual(compactChange(change), {});
  });
});

describe('what of it is asked', () => {
  const names = ['shop/web', 'shop/api'];

  it('amounts as quantities, and as the form itself writes them', () => {
    const requests = {
      'shop/web': { cpu: '4 vCPU', memory: '16 GiB' },
      'shop/api': { cpu: '1500m', memory: '512 KiB' },
    };
    assert.deepEqual(readChange({ requests }, names), {
      change: {
        requests: { 'shop/web': { cpu: '4', memory: '16Gi' }, 'shop/api': { cpu: '1500m', memory: '512Ki' } },
      },
      problems: [],
    });
  });

  it('what says nothing is told of and left out', () => {
    for (const cpu of ['abc', '-1', '5%', 'vCPU', '1 2', '1 2 3 apples'])
      assert.deepEqual(readChange({ requests: { 'shop/web': { cpu } } }, names), {
        change: {},
        problems: [`CPU a pod of shop/web: "${cpu}" is no amount, such as 500m or 2. It is left out.`],
      });
    const { change, problems } = readChange({ typesUnavailable: ['M5.large', 'c5.*', 'm5*', 'foo'] }, names);
    assert.deepEqual(change, { typesUnavailable: ['m5.large', 'c5.*'] });
    assert.deepEqual(
      problems.map((text) => text.slice(0, 9)),
      ['"m5*" is ', '"foo" is '],
    );
  });

  it('what was typed for a workload that is gone is not asked', () => {
    const typed = { replicas: { 'shop/old': 4 }, requests: { 'shop/old': { cpu: 'abc' } } };
    assert.deepEqual(readChange(typed, names), { change: {}, problems: [] });
  });

  it('no more pods than a server takes', () => {
    const change = changeBy({}, { part: 'replicas', name: 'shop/web', value: '1e23', isChecked: false });
    assert.deepEqual(change, { replicas: { 'shop/web': 2_147_483_647 } });
  });

  it('the sentence says what was made of it', () => {
    const requests = { 'shop/api': { cpu: '2', memory: '8Gi' } };
    assert.equal(
      sentenceOf({ replicas: { 'shop/web': 0, 'shop/api': 1 }, requests, discountPercent: 12.5 }),
      'If: shop/api with 1 pod of 2 cpu and 8Gi memory, shop/web with 0 pods, 12.5% off list prices',
    );
    const replicas = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, 1]));
    assert.equal(sentenceOf({ replicas }), 'If: 4 workloads changed');
  });
});

describe('the caret', () => {
  const place = { uri: 'file:///w/web.yaml', line: 20 };

  it('is in the workload or pool whose document it is in', () => {
    assert.deepEqual(subjectAt(previewModel(), place), { kind: 'workload', name: 'shop/web' });
    assert.deepEqual(subjectAt(previewModel(), { uri: 'file:///w/pool.yaml', line: 0 }), {
      kind: 'pool',
      name: 'general',
    });
  });

  it('is in none beyond, or in another file', () => {
    assert.equal(subjectAt(previewModel(), { ...place, line: 21 }), undefined);
    assert.equal(subjectAt(previewModel(), { ...place, uri: 'file:///w/other.yaml' }), undefined);
  });
});

describe('exports', () => {
  const shown = { state: withSlots(restored(undefined), ['shop/web']), answers: {} };

  it('Markdown has the nodes as a table, names escaped', () => {
    const markdown = exported(
      'markdown',
      previewModel({ nodes: [previewNode({ pods: { 'a|b': 3 } })] }),
      shown,
    );
    assert.match(markdown, /^# staging\n\n2 nodes, \$[\d.,]+\/month, 6 of 6 pods placed\./);
    assert.match(markdown, /\| general \| 2 \| m5\.large \| spot \|.*\| \$0\.0326 \| a\\\|b × 3 \|/);
  });

  it('JSON is the model', () => {
    assert.deepEqual(JSON.parse(exported('json', previewModel(), shown)), previewModel());
  });

  it('SVG: long names do not run into each other, and pods without a node are told of', () => {
    const name = `${'n'.repeat(63)}/${'w'.repeat(63)}`;
    const workloads = [previewWorkload({ name }), previewWorkload({ name: 'shop/web' })];
    const nodes = [previewNode({ nodePool: 'p'.repeat(63), pods: { [name]: 1 } })];
    const totals = { ...previewModel().totals, unplacedPodCount: 4 };
    const svg = exported('svg', previewModel({ workloads, nodes, totals }), shown);
    assert.match(svg, />p{14}…, \$0\.0326\/h</);
    // One a row, each whole.
    assert.equal(new Set([...svg.matchAll(/<rect x="24" y="(\d+)" width="14"/g)].map(([, y]) => y)).size, 2);
    assert.ok(svg.includes(name));
    assert.match(svg, />4 pods without a node</);
  });

  it('Markdown and table have each resource that nodes are asked for', () => {
    const full = previewNode({
      usedShare: { cpu: 0.13, memory: 0.14, pods: 0.01, 'ephemeral-storage': 0.96 },
    });
    const nodes = [full, previewNode({ usedShare: { cpu: 0.5, memory: 0.5, 'nvidia.com/gpu': 1 } })];
    const markdown = exported('markdown', previewModel({ nodes }), shown);
    assert.match(markdown, /\| CPU \| Memory \| ephemeral-storage \| nvidia\.com\/gpu \|/);
    assert.match(markdown, /\| 13% \| 14% \| 96% \| none \|/);
    const table = renderTables(previewModel({ nodes }), shown.state)
      .toString()
      .replace(/\s*<[^>]*>\s*/g, ' ');
    assert.match(table, /CPU +Memory +ephemeral-storage +nvidia\.com\/gpu +Pods/);
    assert.match(table, /50% +50% +none +100%/);
  });

  it('SVG stands by itself: no theme, no script', () => {
    const svg = exported('svg', previewModel(), shown);
    assert.match(svg, /^<svg\s+xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(svg, /var\(|<script|class=/);
    assert.match(svg, /2 × m5\.large/);
  });
});

it('durations have their two largest units', () => {
  assert.deepEqual([0, 59, 3600, 5400, 90_000, 180_060].map(duration), [
    '0 min',
    '1 min',
    '1 h',
    '1 h 30 min',
    '1 d 1 h',
    '2 d 2 h',
  ]);
});

it('a stored state of another version is taken as far as it goes', () => {
  assert.equal(restored({ tab: 'gone' }).tab, 'nodes');
  assert.equal(restored({ area: 'memory' }).area, 'memory');
  assert.equal(restored('nonsense').revision, 'HEAD');
});

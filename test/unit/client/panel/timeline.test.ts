import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exported } from '../../../../client/src/panel/exports';
import { renderScaleDown } from '../../../../client/src/panel/scaleDownView';
import { restored } from '../../../../client/src/panel/state';
import { amountText, scaleText, secondsText, timeText } from '../../../../client/src/panel/timeline/amounts';
import { cursorText, renderChart, serviceTimes } from '../../../../client/src/panel/timeline/chartView';
import {
  choiceBy,
  enclosed,
  FIELDS,
  KINDS,
  NO_CHOICE,
  PRESET_GROUPS,
  questionOf,
  zoomed,
} from '../../../../client/src/panel/timeline/choice';
import { pathOf, ticksIn } from '../../../../client/src/panel/timeline/plot';
import { rowsOf } from '../../../../client/src/panel/timeline/rows';
import { renderTimeline } from '../../../../client/src/panel/timeline/timelineView';
import type { ScaleDownModel, TimelineModel } from '../../../../server/src/protocol/motionRequests';
import { PRESETS } from '../../../../server/src/timeline/settings';
import { previewModel } from '../../../support/preview';
import { timelineModel } from '../../../support/timelineModel';

/** What a reader sees of some markup. */
const plain = (markup: { toString(): string }): string =>
  markup
    .toString()
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

const STATE = restored(undefined);

describe('the service level', () => {
  const waiting = (backlogAtEnd: number): string => {
    const model = timelineModel();
    const slo = { ...model.slo, demandUnits: 800, backlogAtEnd };
    const answer = {
      ...model,
      state: 'ready' as const,
      slo,
      subject: { ...model.subject, overload: 'queue' as const },
    };
    return plain(renderTimeline(previewModel(), STATE, { timeline: answer }).result);
  };

  it('of a queue that nothing was taken from is no time at all', () => {
    assert.match(waiting(800), /wait, p50 never wait, p95 never/);
    assert.match(waiting(799), /wait, p50 1 s wait, p95 2 s/);
  });
});

describe('what a timeline is asked for', () => {
  it('names presets that the server knows, each once', () => {
    const names = PRESET_GROUPS.flatMap(({ presets }) => presets.map(([name]) => name));
    assert.deepEqual([...names].sort(), Object.keys(PRESETS).sort());
  });

  it('leaves out what is empty, and keeps fields of each kind of load', () => {
    const typed = [
      { part: 'field', name: 'peak', value: ' 900 ' },
      { part: 'kind', name: '', value: 'step' },
      { part: 'field', name: 'to', value: '5' },
      { part: 'kind', name: '', value: 'spike' },
      { part: 'preset', name: 'boot', value: 'bottlerocket' },
      { part: 'capacity', name: '', value: '50' },
      { part: 'duration', name: '', value: '86400' },
    ].reduce(choiceBy, NO_CHOICE);
    assert.deepEqual(questionOf(typed), {
      load: { kind: 'spike', fields: { peak: '900' } },
      podCapacity: 50,
      presets: ['bottlerocket'],
      durationSeconds: 86_400,
    });
    assert.deepEqual(questionOf({ ...typed, kind: 'step' }).load, { kind: 'step', fields: { to: '5' } });
  });

  it('has a form with a label for every field of every kind', () => {
    for (const [kind] of KINDS) {
      const { form } = renderTimeline(previewModel(), { ...STATE, timeline: { ...NO_CHOICE, kind } }, {});
      for (const [name, label] of FIELDS[kind]) {
        assert.ok(form.toString().includes(`id="timeline-field-${name}"`), name);
        assert.ok(plain(form).includes(label), label);
      }
    }
  });

  it('takes names and texts as text', () => {
    const timeline = { ...NO_CHOICE, kind: 'csv' as const, csv: '</textarea><b>' };
    const { form } = renderTimeline(previewModel(), { ...STATE, timeline }, {});
    assert.ok(form.toString().includes('&lt;/textarea&gt;&lt;b&gt;</textarea'));
  });
});

describe('the chart of a timeline', () => {
  const model = timelineModel();

  it('says the values at a second, with their units', () => {
    assert.equal(
      cursorText(model.chart, 2.5),
      'At 2s: demand 400 requests/s, what ready pods serve 200 requests/s, pods wanted 8, pods ready 4, cost $0.1920 an hour, unserved 200',
    );
  });

  it('holds each value until the next, and closes areas', () => {
    const [demand, capacity] = model.chart.lanes[0]?.lines ?? [];
    assert.ok(demand && capacity);
    const view = { from: 0, to: 4 };
    assert.equal(pathOf(model.chart, capacity, view, 400), 'M0 37.5H1000');
    assert.equal(pathOf(model.chart, demand, view, 400), 'M0 54.8H500V3H1000V72H0Z');
    assert.equal(pathOf(model.chart, demand, { from: 2, to: 4 }, 400), 'M0 3H1000V72H0Z');
  });

  it('draws a long timeline in few points, peaks among them', () => {
    const values = Array.from({ length: 4000 }, (_, index) => (index === 1234 ? 400 : index % 3));
    const t = values.map((_, index) => index);
    const line = { id: 'demand', label: 'demand', shape: 'step', values } as const;
    const chart = { ...model.chart, t, durationSeconds: 4000 };
    const path = pathOf(chart, line, { from: 0, to: 4000 }, 400);
    assert.ok(path.length < 20_000, String(path.length));
    assert.match(path, /V3H/);
  });

  it('shades shortages and marks p50 and p95 of the worst one', () => {
    const markup = renderChart(model, undefined).toString();
    assert.match(markup, /class="shortage" x="500" width="500"/);
    assert.deepEqual(serviceTimes(model), [
      { name: 'p50', at: 3, seconds: 1 },
      { name: 'p95', at: 4, seconds: 2 },
    ]);
    assert.match(plain(markup), /p50 1 s p95 2 s/);
    const queue: TimelineModel = { ...model, subject: { ...model.subject, overload: 'queue' } };
    assert.deepEqual(serviceTimes(queue), []);
  });

  it('names no top of a lane in which nothing is', () => {
    const scaleOf = (lanes: TimelineModel['chart']['lanes']): string[] => {
      const markup = renderChart({ ...model, chart: { ...model.chart, lanes } }, undefined).toString();
      return [...markup.matchAll(/<text x="44"[^>]*>([^<]*)</g)].map(([, label = '']) => label.trim());
    };
    const [lane] = model.chart.lanes;
    assert.ok(lane);
    const nothing = lane.lines.map((line) => ({ ...line, values: line.values.map(() => 0) }));
    assert.deepEqual(scaleOf([lane]), ['0', '200', '400']);
    assert.deepEqual(scaleOf([{ ...lane, max: 0.001, lines: nothing }]), ['0']);
  });

  it('is one thing for the keyboard, and says so', () => {
    const markup = renderChart(model, { from: 1, to: 3 }).toString();
    assert.match(markup, /role="slider"\s+tabindex="0"/);
    assert.match(markup, /aria-valuemin="1"\s+aria-valuemax="3"/);
  });

  it('zooms around a second, within the timeline', () => {
    const chart = { durationSeconds: 3600, stepSeconds: 1 };
    assert.deepEqual(zoomed({ from: 0, to: 3600 }, { factor: 0.5, around: 600 }, chart), {
      from: 300,
      to: 2100,
    });
    assert.deepEqual(zoomed({ from: 0, to: 12 }, { factor: 0.5, around: 0 }, chart), { from: 0, to: 10 });
    assert.equal(zoomed({ from: 300, to: 2100 }, { factor: 2, around: 600 }, chart), undefined);
    assert.deepEqual(enclosed(900, 700, chart), { from: 700, to: 900 });
    assert.deepEqual(enclosed(3599, 3600, chart), { from: 3590, to: 3600 });
  });

  it('has round times on its axis', () => {
    assert.deepEqual(ticksIn({ from: 0, to: 3600 }), [0, 600, 1200, 1800, 2400, 3000, 3600]);
    assert.deepEqual(ticksIn({ from: 610, to: 670 }), [610, 620, 630, 640, 650, 660, 670]);
  });

  it('is the same as a table: values at the begin of each row, what is lost in all of it', () => {
    const rows = rowsOf({ ...model.chart, stepSeconds: 1 }, { from: 0, to: 4 });
    assert.deepEqual(
      rows.map(({ t, values }) => [t, values.at(-1)]),
      [
        [0, '0'],
        [1, '0'],
        [2, '200'],
        [3, '200'],
      ],
    );
    const long = { ...model.chart, t: [...Array(120).keys()], durationSeconds: 120 };
    assert.equal(rowsOf(long, { from: 0, to: 120 }).length, 60);
  });

  it('has marks of the service level, stages, and says which one takes longest', () => {
    const { result } = renderTimeline(previewModel(), STATE, { timeline: { state: 'ready', ...model } });
    const text = plain(result);
    assert.match(text, /demand unserved 50%/);
    assert.match(text, /cost per day \(\$140\.16 a month\) \$4\.61/);
    assert.match(text, /On average 94 s, most of it the node: 46 s until its node was ready\./);
    assert.match(text, /4 to 8 10m 20 10 1 46 12 5 94/);
  });

  it('is exported where it is on show', () => {
    const answers = { timeline: { state: 'ready', ...model } } as const;
    const state = { ...STATE, tab: 'timeline' } as const;
    assert.equal(exported('svg', previewModel(), { state, answers }), model.svg);
    const markdown = exported('markdown', previewModel(), { state, answers });
    assert.match(
      markdown,
      /## Timeline: shop\/web[^]*\| 4 to 8 \| 10m \| 20 \| 10 \| 1 \| 46 \| 12 \| 5 \| 94 \|/,
    );
    const json = JSON.parse(exported('json', previewModel(), { state, answers })) as {
      timeline: TimelineModel;
    };
    assert.deepEqual(json.timeline.slo, model.slo);
    assert.doesNotMatch(exported('markdown', previewModel(), { state: STATE, answers }), /Timeline/);
  });
});

it('amounts and times are short', () => {
  assert.deepEqual([0, 90, 5400, 129_600, 604_800].map(timeText), ['0', '1m30s', '1h30m', '1d12h', '7d']);
  assert.deepEqual([0, 23.456, 119.9, 300].map(secondsText), ['0 s', '23.5 s', '119.9 s', '5m']);
  assert.deepEqual([0, 0.12345, 400, 1234.5, 1_234_567].map(amountText), [
    '0',
    '0.12',
    '400',
    '1,235',
    '1,235,000',
  ]);
  assert.deepEqual([0.288, 8000, 12_345, 2_500_000].map(scaleText), ['0.288', '8000', '12.3k', '2.5M']);
});

describe('after scale-down', () => {
  const node = (name: string, instanceType = 'm5.large') => ({
    ...{ name, nodePool: 'general', instanceType, zone: 'us-east-1a', capacityType: 'spot' },
    ...{ usdPerHour: 0.04, pods: { 'shop/web': 1 } },
  });
  const played: ScaleDownModel = {
    state: 'ready',
    change: { 'shop/web': { from: 6, to: 1 } },
    initial: { usdPerHour: 0.12, nodes: [node('a'), node('b'), node('c', 'm5.xlarge')] },
    commands: [
      { method: 'empty', candidates: ['a', 'b'], replacements: [], savingsUsdPerHour: 0.06 },
      {
        ...{ method: 'single', candidates: ['c'], savingsUsdPerHour: 0.02 },
        replacements: [
          {
            nodePool: 'general',
            launch: { instanceType: 'm5.large', capacityType: 'spot', usdPerHour: 0.04 },
          },
        ],
      },
    ],
    final: { usdPerHour: 0.04, nodes: [node('d')] },
    ...{ savingsUsdPerHour: 0.08, savingsUsdPerMonth: 58.4 },
    notes: ['NodePool general keeps its nodes: consolidateAfter is Never.'],
  };

  it('says what is removed and replaced, and what that saves', () => {
    const text = plain(renderScaleDown(previewModel(), STATE, played));
    assert.match(text, /nodes 3 → 1/);
    assert.match(text, /\$58\.40/);
    assert.match(text, /shop\/web 6 → 1 pod/);
    assert.match(text, /1 Removes, empty a, b \$0\.0600/);
    assert.match(text, /2 Replaces c one m5\.large spot \$0\.0200/);
    assert.match(text, /general m5\.large spot 2 1/);
    assert.match(text, /consolidateAfter is Never/);
  });

  it('says when nothing shrinks, when nothing is consolidated, and why nothing was played', () => {
    const text = (change: object): string =>
      plain(renderScaleDown(previewModel(), STATE, { ...played, ...change }));
    assert.match(text({ change: {} }), /no workload shrinks/);
    assert.match(text({ commands: [] }), /leaves every node as it is/);
    assert.match(text({ savingsUsdPerHour: 0 }), /saved a month nothing/);
    assert.match(
      text({ error: '30000 pods are more than the 20000 that are played' }),
      /Not played: 30000 pods/,
    );
  });

  it('is exported where it is on show', () => {
    const shown = { state: { ...STATE, tab: 'scaleDown' }, answers: { scaleDown: played } } as const;
    const text = exported('markdown', previewModel(), shown);
    assert.match(text, /\| c \| one m5\.large spot \| \$0\.0200 \|/);
    assert.match(text, /\nNodePool general keeps its nodes: consolidateAfter is Never\.\n/);
  });
});

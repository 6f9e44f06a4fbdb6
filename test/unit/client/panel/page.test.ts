import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exported } from '../../../../client/src/panel/exports';
import { renderShell } from '../../../../client/src/panel/shell';
import { restored, withSlots, type PanelState } from '../../../../client/src/panel/state';
import type { PreviewView } from '../../../../client/src/previewSession';
import type { PreviewNode } from '../../../../server/src/protocol/previewModel';
import { plain, render, type Shown } from '../../../support/panelPage';
import { previewModel, previewNode } from '../../../support/preview';

const summaryOf = (name: string): PreviewView['clusters'][number] => ({
  ...{ name, fileCount: 1, nodePoolCount: 1, workloadCount: 0 },
  ...{ origin: 'folder', isPartial: false },
});

describe('the shell of the page', () => {
  const options = {
    ...{ nonce: 'abc', starter: 'run("</script>")', program: 'draw()', style: 'p {}' },
    view: undefined,
  };
  const shell = renderShell(options);

  it('runs its own script only, and takes nothing from elsewhere', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(shell)?.[1]?.replaceAll('&#39;', "'");
    assert.equal(policy, "default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc';");
    assert.equal(shell.match(/<script/g)?.length, 2);
    assert.ok(shell.includes('<script id="program" type="text/plain">draw()</script>'));
    assert.ok(shell.includes('<script nonce="abc">run("\\u003c/script>")</script>'));
    assert.ok(shell.includes('<style nonce="abc">p {}</style>'));
    assert.doesNotMatch(shell, /src=|href=/);
  });

  it('brings the first view as data that nothing can break out of', () => {
    const view: PreviewView = {
      ...{ clusters: [], cluster: '</script><b>', isBusy: false },
      replicas: 'spec',
      result: { state: 'ready', preview: previewModel() },
    };
    const markup = renderShell({ ...options, view });
    const data = /<script id="first-view" type="application\/json">([^]*?)<\/script>/.exec(markup)?.[1] ?? '';
    assert.deepEqual(JSON.parse(data), view);
  });

  it('has drawn what is in sight of the first view, of a long list the first cards', () => {
    const nodes = Array.from({ length: 40 }, (_, index) =>
      previewNode({ instanceType: `m5.${index}xlarge`, count: index === 0 ? 1000 : 2 }),
    );
    const view: PreviewView = {
      ...{ clusters: [], cluster: 'production', isBusy: false, replicas: 'spec' },
      result: { state: 'ready', preview: previewModel({ nodes }) },
    };
    const markup = renderShell({ ...options, view });
    const page = markup.slice(0, markup.indexOf('id="first-view"'));
    assert.match(page, /id="usd-per-month">\$[\d.,]+</);
    assert.equal(page.match(/<li class="card node/g)?.length, 12);
    assert.match(page, /m5\.11xlarge/);
    assert.equal(page.match(/<svg\s+class="box"/g)?.length, 40 + 11 * 2);
    assert.doesNotMatch(page, /data-copies/);
    assert.doesNotMatch(page, / style=/);
    assert.match(page, /<div id="section-foot"><\/div>/);
  });

  it('has a language, a main region, a place for announcements and one for each section', () => {
    for (const part of ['lang="en"', '<main ', 'role="status"', 'id="section-head"', 'id="section-foot"'])
      assert.ok(shell.includes(part), part);
  });
});

describe('the picture', () => {
  it('has the bill and the totals under names that do not change', () => {
    const markup = render(previewModel());
    assert.match(markup, /id="usd-per-month">\$[\d.,]+</);
    assert.match(markup, /id="term-spot">\$[\d.,]+</);
    assert.match(markup, /id="node-count">2</);
    assert.match(markup, /id="pod-count">6 of 6</);
  });

  it('shows a node with type, capacity type, price, zones, pods, and how full it is', () => {
    const text = plain(render(previewModel()));
    assert.match(text, /2 × m5\.large spot \$0\.0326\/h us-east-1a, us-east-1b · 12 types open/);
    assert.match(text, /cpu 78% 1500m memory 95% 3Gi/);
    assert.match(text, /shop\/web × 3/);
  });

  it('says of a pool without its class that it has no types, whatever its requirements would leave', () => {
    const nodePools = previewModel().nodePools.map((pool) => ({ ...pool, lacksClass: true as const }));
    const text = plain(render(previewModel({ nodePools })));
    assert.match(
      text,
      /No instance type is left: its EC2NodeClass \S+ is not among the files, or is refused\./,
    );
    assert.doesNotMatch(text, /instance types left/);
  });

  it('has prices of the capacity types that a pool may buy', () => {
    const nodePools = previewModel().nodePools.map(({ spotUsdRange: _, ...onDemand }) => onDemand);
    assert.match(plain(render(previewModel())), /cheapest on demand spot m5\.large/);
    assert.match(plain(render(previewModel({ nodePools }))), /cheapest on demand m5\.large/);
  });

  it('marks a pool whose nodes are there whatever pods there are', () => {
    const nodePools = previewModel().nodePools.map((pool) => ({ ...pool, isStatic: true as const }));
    assert.match(plain(render(previewModel({ nodePools }))), /general static 2 nodes/);
    assert.doesNotMatch(plain(render(previewModel())), /static/);
    assert.match(plain(render(previewModel({ nodePools, nodes: [] }))), /Its nodes are not simulated\./);
    const none = nodePools.map((pool) => ({ ...pool, nodeCount: 0 }));
    assert.match(plain(render(previewModel({ nodePools: none, nodes: [] }))), /This pool keeps no node\./);
  });

  it('says "at least" of every sum that is a lower bound, and of an unknown term only that', () => {
    const { cost } = previewModel();
    const terms = [
      { id: 'spot' as const, missing: ['The price of Windows on spot.'] },
      ...cost.bill.terms.slice(1),
    ];
    const bill = { ...cost.bill, isLowerBound: true, terms };
    const text = plain(render(previewModel({ cost: { ...cost, bill } })));
    assert.match(text, /per month ≥ \$50\.80/);
    assert.match(text, /per hour ≥ \$0\.0696/);
    assert.match(text, /spot not known volumes \$3\.20/);
    const unknown = { ...bill, usdPerHour: 0, usdPerMonth: 0 };
    assert.match(plain(render(previewModel({ cost: { ...cost, bill: unknown } }))), /per hour not known/);
  });

  it('draws one box a node, and says in words what is drawn', () => {
    const markup = render(previewModel());
    assert.equal(markup.match(/<svg\s+class="box"/g)?.length, 1);
    assert.match(markup, /data-copies="2"/);
    assert.match(
      markup,
      /aria-label="2 nodes m5\.large; pods on each: 3 of shop\/web; cpu 78% full; memory 95% full"/,
    );
  });

  it('past 2,000 nodes draws equal ones once, with their number', () => {
    const totals = { ...previewModel().totals, nodeCount: 2001 };
    const markup = render(previewModel({ totals, nodes: [previewNode({ count: 2001 })] }));
    assert.equal(markup.match(/<svg\s+class="box"/g)?.length, 1);
    assert.doesNotMatch(markup, /data-copies/);
    assert.match(plain(markup), /× 2,001/);
  });

  it('has the currency label of the settings before every amount', () => {
    const preview = previewModel();
    const labelled = { ...preview, cost: { ...preview.cost, currencyLabel: 'EUR' } };
    for (const tab of ['nodes', 'table'] as const) {
      const text = plain(render(labelled, { state: { tab } }));
      for (const amount of ['50.80', '0.0696', '0.0326']) assert.ok(text.includes(`EUR ${amount}`), amount);
      assert.doesNotMatch(text, /\$\d/);
    }
    const what = exported('markdown', labelled, { state: restored(undefined), answers: {} });
    assert.match(what, /2 nodes, EUR 50\.80\/month/);
    assert.doesNotMatch(what, /\$\d/);
  });

  it('needs no inline style or handler, which the policy forbids', () => {
    for (const tab of ['nodes', 'table', 'whatIf', 'compare', 'week'] as const)
      assert.doesNotMatch(render(previewModel(), { state: { tab } }), /\s(?:style|on\w+)="/);
  });

  it('says why a node does not launch, and that it is not in the totals', () => {
    const priced = Object.entries(previewNode({ launchError: 'no offering left' }));
    const node = Object.fromEntries(
      priced.filter(([field]) => field !== 'usdPerHour'),
    ) as unknown as PreviewNode;
    const totals = { ...previewModel().totals, unpricedNodeCount: 2 };
    const text = plain(render(previewModel({ nodes: [node], totals })));
    assert.match(text, /no offering left/);
    assert.match(text, /2 nodes cannot launch and cost nothing in these totals/);
  });

  it('escapes names, which come from files', () => {
    const name = '<script>alert(1)</script>';
    const nodePools = previewModel().nodePools.map((pool) => ({ ...pool, name }));
    const nodes = [previewNode({ nodePool: name, pods: { [name]: 1 } })];
    const markup = render(previewModel({ cluster: name, nodes, nodePools }));
    assert.doesNotMatch(markup, /<script/);
    assert.match(markup, /&lt;script&gt;/);
  });

  it('keeps the colour of a workload when others come', () => {
    const first = withSlots(restored(undefined), ['b', 'c']);
    const second = withSlots(first, ['a', 'b', 'c']);
    assert.deepEqual(second.slots, { a: 2, b: 0, c: 1 });
  });
});

describe('other views', () => {
  it('fields of what if that say nothing are marked for screen readers', () => {
    const invalidCount = (whatIf: PanelState['whatIf']): number =>
      render(previewModel(), { state: { tab: 'whatIf', whatIf } }).split('aria-invalid="true"').length - 1;
    assert.equal(
      invalidCount({ requests: { 'shop/web': { cpu: '4 vCPU' } }, typesUnavailable: ['m5.*'] }),
      0,
    );
    assert.equal(invalidCount({ requests: { 'shop/web': { cpu: 'abc' } }, typesUnavailable: ['5%'] }), 2);
  });

  it('the table says the same as the picture', () => {
    const text = plain(render(previewModel(), { state: { tab: 'table' } }));
    assert.match(text, /general 2 m5\.large spot 78% 95% 3 \$0\.0326 \$47\.60 us-east-1a, us-east-1b/);
    assert.match(text, /shop\/web Deployment 6 0 0\.5 vCPU 1 GiB/);
  });

  it('what if: before, after and the change', () => {
    const after = previewModel({ totals: { ...previewModel().totals, nodeCount: 5 } });
    const whatIf = { state: 'ready', before: previewModel(), after } as const;
    const state = { tab: 'whatIf', whatIf: { spotShare: 0.5, zonesLost: ['us-east-1a'] } } as const;
    const markup = render(previewModel(), { state, answers: { whatIf } });
    assert.match(plain(markup), /If: 50% of pods on spot, us-east-1a lost/);
    assert.match(markup, /id="what-if-before-node-count">2</);
    assert.match(markup, /id="what-if-after-node-count">5</);
    assert.match(markup, /id="what-if-change-node-count">\+3</);
  });

  it('what if: types that the region has not are told of, and are no change', () => {
    const answered = {
      state: 'ready' as const,
      before: previewModel(),
      after: previewModel(),
      // The last of an older question.
      unknownTypes: ['m5.larg', 'm9z.*', 'm5.la'],
    };
    const text = (typesUnavailable: readonly string[]): string =>
      plain(
        render(previewModel(), {
          state: { tab: 'whatIf', whatIf: { typesUnavailable } },
          answers: { whatIf: answered },
        }),
      );
    const some = text(['M5.larg', 'm9z.*', 'm5.large']);
    assert.match(some, /us-east-1 has no instance type m5\.larg\. It changes nothing\./);
    assert.match(some, /us-east-1 has no family m9z\.\*\. It changes nothing\./);
    assert.match(some, /If: no m5\.large /);
    assert.doesNotMatch(some, /m5\.la\./);
    assert.match(text(['m5.larg']), /It changes nothing\. Change something above/);
  });

  it('a cost that is not known is no $0.00, and no part of a whole', () => {
    const unknown = { usdPerHour: 0, usdPerMonth: 0, isLowerBound: true, terms: [] };
    const known = previewModel();
    const [pool] = known.nodePools;
    assert.ok(pool);
    const cost = {
      ...known.cost,
      bill: unknown,
      pools: [{ nodePool: 'fixed', nodeCount: 3, bill: unknown }],
    };
    const fixed = {
      ...pool,
      name: 'fixed',
      isStatic: true as const,
      nodeCount: 3,
      usdPerHour: 0,
      usdPerMonth: 0,
    };
    const preview = previewModel({ cost, nodes: [], nodePools: [fixed] });
    const text = plain(render(preview));
    assert.match(text, /fixed static 3 nodes cost not known/);
    assert.doesNotMatch(text, /instances' cost|\$0\.00/);
    const whatIf = { state: 'ready', before: known, after: preview } as const;
    const state = { tab: 'whatIf', whatIf: { spotShare: 0 } } as const;
    const markup = render(known, { state, answers: { whatIf } });
    assert.match(markup, /id="what-if-after-usd-per-month">not known</);
    assert.match(markup, /id="what-if-change-usd-per-month">not known</);
  });

  it('since a revision: what is replaced, why, and how long that takes', () => {
    const pool = {
      ...{ name: 'general', nodeCount: 4, replacedCount: 3 },
      causes: [
        { reason: 'NodePoolDrifted', fields: ['spec.template.spec.expireAfter'], nodeCount: 3 } as const,
      ],
      rollout: { seconds: 90_000, waitSeconds: 3600, replacedCount: 3, atOnceCount: 1 },
    };
    const drift = { secondsPerNode: 300, pools: [pool] };
    const compare = { state: 'ready', before: previewModel(), after: previewModel(), drift } as const;
    const text = plain(render(previewModel(), { state: { tab: 'compare' }, answers: { compare } }));
    assert.match(text, /3 running nodes would be replaced/);
    assert.match(text, /3 nodes: the NodePool changed: spec\.template\.spec\.expireAfter/);
    assert.match(text, /The first may go after 1 h\. All are replaced after 1 d 1 h, at most 1 at a time\./);
    const stuck = { ...pool, rollout: { replacedCount: 0, atOnceCount: 0, isAtNodeLimit: true as const } };
    const answers = { compare: { ...compare, drift: { ...drift, pools: [stuck] } } };
    assert.match(
      plain(render(previewModel(), { state: { tab: 'compare' }, answers })),
      /None of them goes: a replacement has to come first, and limits\.nodes leaves no room for one\./,
    );
  });

  it('the week: one calendar for reasons that are treated alike', () => {
    const place = { uri: 'file:///w/pool.yaml', line: 3, character: 8 };
    const blocked = { Drifted: 0, Underutilized: 0, Empty: 2 };
    const allowed = [
      { from: 0, to: 3600, nodeCounts: blocked },
      { from: 3600, to: 7 * 86_400, nodeCounts: { Drifted: 2, Underutilized: 2, Empty: 2 } },
    ];
    const pools = [{ name: 'general', location: place, nodeCount: 4, budgets: [{ nodes: '50%' }], allowed }];
    const week = { state: 'ready', pools } as const;
    const markup = render(previewModel(), { state: { tab: 'week' }, answers: { week } });
    const captions = [...markup.matchAll(/<figcaption>([^<]*)</g)].map(([, text]) => text);
    assert.deepEqual(captions, ['Drifted, Underutilized', 'Empty']);
    assert.equal(markup.match(/class="step blocked"/g)?.length, 1);
    assert.match(plain(markup), /4 nodes blocked 1 h of the week/);
    const always = [{ ...pools[0], allowed: allowed.slice(0, 1) }];
    const refused = [{ ...pools[0], problem: 'budgets[0]: no schedule' }];
    assert.doesNotMatch(markup, /scroller/);
    const text = (shown: object): string =>
      plain(render(previewModel(), { state: { tab: 'week' }, answers: { week: { ...week, ...shown } } }));
    assert.match(text({ pools: always }), /blocked all week/);
    assert.match(text({ pools: [{ ...pools[0], allowed: allowed.slice(1) }] }), /never blocked/);
    assert.match(text({ pools: refused }), /a budget is refused .*budgets\[0\]: no schedule/);
  });
});

describe('without a result', () => {
  const view = (result: PreviewView['result']): Shown => ({ view: { result } });

  it('says that it is at work', () => {
    assert.match(render(previewModel(), view(undefined)), /Simulating/);
  });

  it('a cluster that is gone is still the one chosen', () => {
    const clusters = ['a', 'b'].map(summaryOf);
    const shown = { clusters, cluster: 'gone', result: { state: 'none', message: 'gone' } } as const;
    const markup = render(previewModel(), { view: shown });
    assert.deepEqual(
      [...markup.matchAll(/<option value="(\w+)"\s*(selected)?/g)]
        .slice(0, 3)
        .map(([, name, chosen]) => [name, chosen]),
      [
        ['gone', 'selected'],
        ['a', undefined],
        ['b', undefined],
      ],
    );
  });

  it('says that there is nothing to simulate', () => {
    const none = { state: 'none', message: 'no NodePool' } as const;
    const markup = render(previewModel(), view(none));
    assert.match(plain(markup), /no NodePool .*Open Sample Workspace Get Started/);
    assert.match(markup, /data-command="dryfit\.openSample"/);
    assert.doesNotMatch(
      render(previewModel(), { view: { result: none, clusters: [summaryOf('a')] } }),
      /Open Sample/,
    );
  });

  it('offers a way out of a failure', () => {
    const markup = render(
      previewModel(),
      view({ state: 'failed', message: 'no prices', hint: 'set dryfit.region' }),
    );
    assert.match(markup, /role="alert"/);
    assert.match(plain(markup), /no prices set dryfit\.region Restart Server Show Log/);
  });
});

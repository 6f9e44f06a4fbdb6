import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderPage, renderPreview } from '../../../client/src/previewHtml';
import type { PreviewView } from '../../../client/src/previewSession';
import type { ClusterSummary, PreviewModel } from '../../../server/src/protocol/requests';
import { previewModel, previewNode } from '../../support/preview';

const cluster = (name: string): ClusterSummary => ({
  name,
  origin: 'folder',
  fileCount: 1,
  nodePoolCount: 1,
  workloadCount: 1,
  isPartial: false,
});

function render(preview: PreviewModel, change: Partial<PreviewView> = {}): string {
  const view: PreviewView = {
    clusters: [cluster('staging')],
    cluster: preview.cluster,
    replicas: 'spec',
    result: { state: 'ready', preview },
    isBusy: false,
    ...change,
  };
  return renderPreview(view).toString();
}

/** What a reader sees of some markup. */
const plain = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the page', () => {
  const page = renderPage({
    cspSource: 'https://own',
    nonce: 'abc',
    scriptUri: 'https://own/a.js',
    styleUri: 'https://own/a.css',
  });

  it('runs its own script only, and takes nothing from elsewhere', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    assert.equal(policy, "default-src 'none'; style-src https://own; script-src 'nonce-abc';");
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.match(page, /<script nonce="abc" src="https:\/\/own\/a\.js">/);
  });

  it('has a language, a main region and a place for announcements', () => {
    for (const part of ['lang="en"', '<main ', 'role="status"']) assert.ok(page.includes(part), part);
  });
});

describe('a preview', () => {
  it('has the totals under names that do not change', () => {
    const markup = render(previewModel());
    assert.match(markup, /id="usd-per-month">\$47\.60</);
    assert.match(markup, /id="usd-per-hour">\$0\.0652</);
    assert.match(markup, /id="node-count">2</);
    assert.match(markup, /id="pod-count">6 of 6</);
  });

  it('says the region and the dates of the prices', () => {
    assert.match(
      plain(render(previewModel())),
      /Prices of us-east-1: on demand as of 2026-07-20, spot as of 2025-06-28/,
    );
  });

  it('shows a node with type, capacity type, price, zones, pods, and how full it is', () => {
    const text = plain(render(previewModel()));
    assert.match(text, /2 × m5\.large spot \$0\.0326\/h us-east-1a, us-east-1b · 12 types open/);
    assert.match(text, /cpu 78% 1500m memory 95% 3Gi/);
    assert.match(text, /shop\/web × 3/);
  });

  it('draws bars without inline styles, which the policy forbids', () => {
    const markup = render(previewModel());
    assert.match(markup, /<rect class="part" width="77\.7%"/);
    assert.doesNotMatch(markup, /style=/);
  });

  it('never draws past the end of a bar', () => {
    const markup = render(previewModel({ nodes: [previewNode({ usedShare: { cpu: 1.4, memory: -1 } })] }));
    assert.match(markup, /class="part" width="100\.0%"/);
    assert.match(markup, /class="part" width="0\.0%"/);
  });

  it('says why a node does not launch, and that it is not in the totals', () => {
    const nodes = [{ ...previewNode({ launchError: 'no offering left' }), usdPerHour: undefined }].map(
      ({ usdPerHour: _, ...node }) => node,
    );
    const totals = { ...previewModel().totals, unpricedNodeCount: 2 };
    const text = plain(render(previewModel({ nodes, totals })));
    assert.match(text, /no offering left/);
    assert.match(text, /2 nodes cannot launch and cost nothing in these totals/);
  });

  it('lists pods without a node, with the reason and the way there', () => {
    const location = { uri: 'file:///w/search.yaml', line: 4, character: 8 };
    const unplaced = [
      { workload: 'shop/search', count: 2, code: 'taint', message: 'no pool tolerates it', location },
    ];
    const markup = render(previewModel({ unplaced }));
    assert.match(plain(markup), /shop\/search × 2 no pool tolerates it/);
    assert.match(markup, /data-open="file:\/\/\/w\/search\.yaml"\s+data-line="4"\s+data-character="8"/);
  });

  it('lists documents that take no part', () => {
    const skipped = [
      { uri: 'file:///w/my%20pool.yaml', document: 0, kind: 'NodePool', name: 'batch' },
      { uri: 'file:///w/100%.yaml', document: 2 },
    ];
    const text = plain(render(previewModel({ skipped })));
    assert.match(
      text,
      /2 documents left out of the simulation NodePool batch my pool\.yaml document 3 100%\.yaml/,
    );
  });

  it('offers the clusters when there are several', () => {
    assert.doesNotMatch(render(previewModel()), /id="cluster"/);
    const markup = render(previewModel(), { clusters: [cluster('production'), cluster('staging')] });
    assert.match(
      markup,
      /<option value="production"\s*>production<\/option><option value="staging"\s+selected>/,
    );
  });

  it('escapes names, which come from files', () => {
    const name = '<script>alert(1)</script>';
    const nodes = [previewNode({ nodePool: name, pods: { [name]: 1 } })];
    const nodePools = previewModel().nodePools.map((pool) => ({ ...pool, name }));
    const markup = render(previewModel({ cluster: name, nodes, nodePools }));
    assert.doesNotMatch(markup, /<script/);
    assert.match(markup, /&lt;script&gt;/);
  });
});

describe('without a result', () => {
  const view = { clusters: [], cluster: undefined, replicas: 'spec', isBusy: true } as const;

  it('says that it is at work', () => {
    assert.match(renderPreview({ ...view, result: undefined }).toString(), /Simulating/);
  });

  it('says that there is nothing to simulate', () => {
    const markup = renderPreview({ ...view, result: { state: 'none', message: 'no NodePool' } }).toString();
    assert.match(markup, /id="none"><p>no NodePool/);
  });

  it('offers a way out of a failure', () => {
    const result = { state: 'failed', message: 'no prices of mars-1', hint: 'set dryfit.region' } as const;
    const markup = renderPreview({ ...view, result }).toString();
    assert.match(markup, /role="alert"/);
    assert.match(plain(markup), /no prices of mars-1 set dryfit\.region Restart Server Show Log/);
  });
});

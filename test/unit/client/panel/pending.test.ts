import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plain, render } from '../../../support/panelPage';
import { previewModel } from '../../../support/preview';

describe('what is pending', () => {
  const location = { uri: 'file:///w/search.yaml', line: 4, character: 8 };
  const unplaced = [
    { workload: 'shop/search', count: 2, code: 'taint', message: 'no pool tolerates it', location },
  ];

  it('has the reason and the way to its line', () => {
    const markup = render(previewModel({ unplaced }));
    assert.match(plain(markup), /shop\/search × 2 no pool tolerates it/);
    assert.match(markup, /data-open="file:\/\/\/w\/search\.yaml"\s+data-line="4"\s+data-character="8"/);
  });

  it('has its funnel once that is known', () => {
    const workloads = [
      {
        ...{ workload: 'shop/search', code: 'taint', nearestMiss: 'm5.large comes closest' },
        funnels: [{ nodePool: 'general', totalCount: 1339, steps: [{ text: 'the taints', leftCount: 0 }] }],
      },
    ];
    const explain = { state: 'ready', workloads } as const;
    const text = plain(render(previewModel({ unplaced }), { answers: { explain } }));
    assert.match(text, /m5\.large comes closest NodePool general all of the region 1,339 the taints 0/);
  });

  it('of many workloads the first are shown, and the others once that is asked for', () => {
    const many = Array.from({ length: 5 }, (_, index) => ({
      ...{ workload: `shop/w${index}`, count: 2, code: 'taint', message: `reason ${index}` },
    }));
    const closed = plain(render(previewModel({ unplaced: many })));
    assert.match(closed, /reason 2 .* 4 more pods of 2 workloads/);
    assert.doesNotMatch(closed, /reason 3/);
    const open = plain(render(previewModel({ unplaced: many }), { state: { open: ['unplaced'] } }));
    assert.match(open, /4 more pods of 2 workloads .*reason 3 .*reason 4/);
    assert.doesNotMatch(plain(render(previewModel({ unplaced: many.slice(0, 4) }))), /more pods of/);
  });

  it('lists documents that take no part, and findings with their line', () => {
    const skipped = [{ uri: 'file:///w/my%20pool.yaml', document: 0, kind: 'NodePool', name: 'batch' }];
    const problems = [{ severity: 'error', rule: 'a/b', message: 'wrong', location }] as const;
    const findings = { error: 1, warning: 0, info: 0, hint: 0 };
    const preview = previewModel({ skipped, problems, findings });
    const text = plain(render(preview, { state: { open: ['left-out', 'problems'] } }));
    // What is closed is counted, not filled.
    assert.doesNotMatch(plain(render(preview)), /my pool|wrong/);
    assert.match(text, /1 document left out of the simulation NodePool batch my pool\.yaml/);
    assert.match(text, /1 finding error wrong a\/b, search\.yaml:5/);
  });
});

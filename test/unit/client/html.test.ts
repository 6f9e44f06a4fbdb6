import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../../support/fastCheck';
import { html, latePieces, pieces, type Html, type Piece } from '../../../client/src/html';

const text = (value: string): string => html`<p title="${value}">${value}</p>`.toString();

describe('markup', () => {
  it('escapes what is put into a template', () => {
    assert.equal(
      text(`<img src=x onerror="a('&')">`).split('>')[0],
      '<p title="&lt;img src=x onerror=&quot;a(&#39;&amp;&#39;)&quot;&gt;"',
    );
  });

  it('keeps what a template made, in lists too', () => {
    const items = ['a', '<b>'].map((name) => html`<li>${name}</li>`);
    assert.equal(html`${items}`.toString(), '<li>a</li><li>&lt;b&gt;</li>');
  });

  it('leaves nothing of undefined and false, but writes 0', () => {
    assert.equal(html`${undefined}${false}${0}`.toString(), '0');
  });

  it('lets no text open a tag or leave its attribute', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const markup = text(value);
        assert.equal(markup.split('<').length, 3);
        assert.equal(markup.split('"').length, 3);
      }),
    );
  });
});

describe('lists in pieces', () => {
  const item = (name: string): Html => html`<li>${name}</li>`;
  const list = (names: readonly string[]): Html =>
    html`<ul data-pieces>
      ${pieces(names.map(item))}
    </ul>`;
  const whole = (lists: readonly (readonly string[])[], draw: (names: readonly string[]) => Html): Html =>
    html`<main>
      ${lists.map(
        (names, at) =>
          html`<h2>${at}</h2>
            ${draw(names)}`,
      )}
    </main>`;

  it('are in the text like any other, and apart from their frame', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string())), (lists) => {
        const drawn = whole(lists, list);
        const plainly = whole(
          lists,
          (names) =>
            html`<ul data-pieces>
              ${names.map(item)}
            </ul>`,
        );
        assert.equal(dense(drawn.toString()), dense(plainly.toString()));
        assert.equal(dense(drawn.frame), dense(whole(lists, () => list([])).toString()));
        assert.deepEqual(
          drawn.pieces.map((items) => items.map(String)),
          lists.map((names) => names.map((name) => item(name).toString())),
        );
        assert.equal(
          dense(drawn.cut(2).toString()),
          dense(
            whole(
              lists.map((names) => names.slice(0, 2)),
              list,
            ).toString(),
          ),
        );
      }),
    );
  });

  it('may have items that are made when they are wanted', () => {
    let madeCount = 0;
    const lateItem = (name: string): Piece => ({
      toString: () => {
        madeCount++;
        return item(name).toString();
      },
    });
    const [a, b] = [lateItem('a'), lateItem('b')];
    const lateList = (items: readonly Piece[], title = ''): Html =>
      html`<ul data-pieces title="${title}">
        ${latePieces(items)}
      </ul>`;
    const drawn = lateList([a, b]);
    assert.equal(dense(drawn.frame), '<uldata-piecestitle=""></ul>');
    assert.ok(drawn.isAs(lateList([a, b])));
    for (const other of [lateList([b, a]), lateList([a]), lateList([a, b], 'other')])
      assert.ok(!drawn.isAs(other));
    assert.equal(madeCount, 0);
    assert.equal(dense(drawn.cut(1).toString()), '<uldata-piecestitle=""><li>a</li></ul>');
    assert.equal(madeCount, 1);
    assert.equal(dense(drawn.toString()), '<uldata-piecestitle=""><li>a</li><li>b</li></ul>');
  });
});

/** The layout of the templates is nobody's concern. */
const dense = (markup: string): string => markup.replace(/\s+/g, '');

/** Completion at places all over the manifests of the rules: what is replaced lies on the line of the cursor, no offer comes
 *  twice, and whichever of the first is taken, a text that could be read still can. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseFile } from '../../server/src/manifest/document';
import { apply, completeAt } from '../support/completion';

const FOLDER = 'test/fixtures/rules';
const STRIDE = 211;
const MAX_LENGTH = 5000;

const isReadable = (text: string): boolean =>
  parseFile({ uri: 'file:///a.yaml', text }).every(({ parsed }) => !parsed.isUnreadable);

/** The cursor is marked with a bar, which the texts themselves must not hold. */
const texts = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const)
  .filter(([, text]) => text.length < MAX_LENGTH && !text.includes('|') && isReadable(text));

function assertFits(name: string, text: string, offset: number): void {
  const { items } = completeAt(`${text.slice(0, offset)}|${text.slice(offset)}`);
  const where = `${name} at ${offset}`;
  assert.equal(new Set(items.map(({ label }) => label)).size, items.length, where);
  for (const { start, end, filterText } of items) {
    assert.ok(start <= offset && offset <= end, where);
    assert.ok(!text.slice(start, end).includes('\n'), where);
    const quote = /^["']/.exec(text.slice(start, offset))?.[0] ?? '';
    assert.ok(filterText.startsWith(quote), where);
  }
  for (const item of items.slice(0, 3)) assert.ok(isReadable(apply(text, item)), `${where}: ${item.label}`);
}

test('offers fit where they are made', () => {
  let next = 0;
  let places = 0;
  for (const [name, text] of texts) {
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      for (; next <= written.length; next += STRIDE, places++) assertFits(name, written, next);
      next -= written.length;
    }
  }
  assert.ok(places > 2000, `${places} places`);
});

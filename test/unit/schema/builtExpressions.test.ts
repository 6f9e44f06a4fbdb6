import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from '@bufbuild/cel';
import { expressions } from '../../../server/src/schema/generated/parts';

const texts = new Map(Object.values(expressions).flatMap((ofGroup) => [...ofGroup()]));

const revive = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$int' in value ? BigInt(String(value.$int)) : value;
/** Compared as text, with big integers and without the names of message types. */
const toText = (value: unknown): string =>
  JSON.stringify(value, (key, child: unknown) => {
    if (key === '$typeName') return undefined;
    return typeof child === 'bigint' ? `${child}n` : child;
  });

test('the syntax trees of the build are those that the parser gives', () => {
  assert.ok(texts.size > 90, String(texts.size));
  for (const [text, tree] of texts) assert.equal(toText(JSON.parse(tree, revive)), toText(parse(text).expr));
});

test('every rule of the schemas has been parsed', () => {
  for (const folder of ['schemas', 'schemas/karpenter-1.15.1']) {
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
      for (const [, quoted] of readFileSync(join(folder, name), 'utf8').matchAll(
        /"rule": ?("(?:[^"\\]|\\.)*")/g,
      ))
        assert.ok(texts.has(String(JSON.parse(quoted ?? '""'))), quoted);
    }
  }
});

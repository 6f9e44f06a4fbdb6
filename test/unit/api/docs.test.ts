// What a user of the API reads: every function and every type that it exports says what it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as api from '../../../server/src/api';

const FILE = 'server/src/api.ts';
const source = readFileSync(FILE, 'utf8');

/** The comment right above a declaration; undefined without one. */
function commentAbove(text: string, declaration: RegExp): string | undefined {
  const at = text.search(declaration);
  assert.ok(at >= 0, String(declaration));
  return /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*$/.exec(text.slice(0, at))?.[1]?.trim();
}

test('every function is documented, and says when it throws or that it never does', () => {
  const functions = Object.entries(api).filter(([, value]) => typeof value === 'function');
  assert.ok(functions.length > 10);
  const silent: string[] = [];
  for (const [name] of functions) {
    const comment = commentAbove(source, new RegExp(`^export (?:function|const) ${name}\\b`, 'm')) ?? '';
    if (comment.length < 60) silent.push(`${name}: no comment`);
    const body = source.slice(source.search(new RegExp(`^export (?:function|const) ${name}\\b`, 'm')));
    const own = body.slice(0, body.search(/^(?:\}|export const .*;)\n/m));
    const mayThrow = /throw |resolveUsableOptions|sessionOf/.test(own);
    if (mayThrow && !comment.includes('@throws')) silent.push(`${name}: throws, and does not say so`);
  }
  assert.deepEqual(silent, []);
});

test('every type that is exported is documented where it is declared', () => {
  const silent: string[] = [];
  for (const [, names = '', path = ''] of source.matchAll(/^export type \{([^}]+)\} from '([^']+)';/gm)) {
    const text = readFileSync(join(dirname(FILE), `${path}.ts`), 'utf8');
    for (const name of names
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)) {
      const [declared = '', exported] = name.split(' as ');
      if (!new RegExp(`^export (?:interface|type) ${declared}\\b`, 'm').test(text)) continue;
      if (commentAbove(text, new RegExp(`^export (?:interface|type) ${declared}\\b`, 'm')) === undefined)
        silent.push(`${exported ?? declared} of ${path}`);
    }
  }
  for (const [, name = ''] of source.matchAll(/^export interface (\w+)/gm))
    if (commentAbove(source, new RegExp(`^export interface ${name}\\b`, 'm')) === undefined)
      silent.push(`${name} of api`);
  assert.deepEqual(silent, []);
});

// Every regular expression of the server ends soon on texts made to make it backtrack: the pieces that it is written of,
// alone, in pairs and with an unfitting end, repeated. Patterns out of manifests never get here (schema/pattern.ts).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

/** Exponential backtracking shows at the first, cubic at the second, quadratic at the last; the first that is slow ends it. */
const LENGTHS = [28, 1_000, 20_000];
const LIMIT_MS = 100;

interface Found {
  readonly where: string;
  readonly regex: RegExp;
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

function regexesOf(path: string): Found[] {
  const found: Found[] = [];
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const regex = new RegExp(node.text.slice(1, end), node.text.slice(end + 1).replace('y', ''));
      found.push({ where: `${path} ${node.text}`, regex });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Characters that the classes and literals of the expression stand for. */
function piecesOf({ source }: RegExp): string[] {
  const literals = [...source.replace(/\\[a-zA-Z]/g, '')].filter((character) =>
    /[^\\^$()[\]{}?*+|]/.test(character),
  );
  return [...new Set([...literals, ' ', 'a', 'A', '0', '_', '-', '.', '\n', '"', '{', '$', '/'])];
}

function attacksOn(regex: RegExp, length: number): string[] {
  const pieces = piecesOf(regex).slice(0, 20);
  const pairs = pieces.slice(0, 6).flatMap((one) => pieces.slice(0, 6).map((other) => one + other));
  return [...new Set([...pieces, ...pairs])].flatMap((piece) => {
    const repeated = piece.repeat(length / piece.length);
    return [`${repeated}\u0001`, `\u0001${repeated}!`];
  });
}

interface Slowest {
  readonly ms: number;
  readonly text: string;
}

function slowest(regex: RegExp): Slowest {
  let found: Slowest = { ms: 0, text: '' };
  for (const length of LENGTHS) {
    for (const text of attacksOn(regex, length)) {
      const ms = timeOf(regex, text);
      if (ms > found.ms) found = { ms, text: text.slice(0, 20) };
      if (ms > LIMIT_MS) return found;
    }
  }
  return found;
}

/** Of the processor, which a busy machine does not stretch. */
function timeOf(regex: RegExp, text: string): number {
  const start = process.cpuUsage();
  regex.lastIndex = 0;
  regex.test(text);
  return process.cpuUsage(start).user / 1000;
}

test('no regular expression of the server backtracks for long', () => {
  const all = sourceFiles('server/src').flatMap(regexesOf);
  assert.ok(all.length > 150, `${all.length} expressions`);
  const slow = all.flatMap(({ where, regex }) => {
    const { ms, text } = slowest(regex);
    return ms > LIMIT_MS ? [`${where}: ${ms.toFixed(0)} ms on ${JSON.stringify(text)}…`] : [];
  });
  assert.deepEqual(slow, []);
});

test('those that do are found', () => {
  assert.ok(slowest(/\s+$/).ms > LIMIT_MS);
  assert.ok(slowest(/^(?:a+)+$/).ms > LIMIT_MS);
});

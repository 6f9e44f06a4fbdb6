/** Globs of the setting `dryfit.clusters`: `*`, `?`, `**`, `{a,b}`, `[abc]`, on `/`-separated relative paths. */

/** A test for paths relative to a workspace folder. A pattern that names a folder also means everything below it. */
export function compileGlob(pattern: string): (path: string) => boolean {
  const trimmed = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const body = translate(trimmed === '' || trimmed === '.' ? '**' : trimmed);
  const expression = new RegExp(`^(?:${body})(?:/.*)?$`, 'u');
  return (path) => expression.test(path);
}

function translate(pattern: string): string {
  let source = '';
  for (let index = 0; index < pattern.length;) {
    const token = tokenAt(pattern, index);
    source += token.source;
    index += token.length;
  }
  return source;
}

interface Token {
  readonly source: string;
  readonly length: number;
}

function tokenAt(pattern: string, index: number): Token {
  if (pattern.startsWith('**/', index)) return { source: '(?:.*/)?', length: 3 };
  if (pattern.startsWith('**', index)) return { source: '.*', length: 2 };
  const character = pattern[index] ?? '';
  if (character === '*') return { source: '[^/]*', length: 1 };
  if (character === '?') return { source: '[^/]', length: 1 };
  if (character === '{') return alternatives(pattern, index);
  if (character === '[') return characterClass(pattern, index);
  return { source: escapeLiteral(character), length: 1 };
}

function alternatives(pattern: string, index: number): Token {
  const end = pattern.indexOf('}', index);
  if (end < 0) return { source: '\\{', length: 1 };
  const parts = pattern
    .slice(index + 1, end)
    .split(',')
    .map(translate);
  return { source: `(?:${parts.join('|')})`, length: end + 1 - index };
}

function characterClass(pattern: string, index: number): Token {
  const end = pattern.indexOf(']', index + 2);
  if (end < 0) return { source: '\\[', length: 1 };
  const inner = pattern
    .slice(index + 1, end)
    .replace(/^!/, '^')
    .replace(/[\\[\]]/g, '\\$&');
  return { source: `[${inner}]`, length: end + 1 - index };
}

const escapeLiteral = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');

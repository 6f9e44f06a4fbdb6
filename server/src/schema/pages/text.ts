/** Pages about the text itself: what cannot be read, and what strict field validation refuses. */
import { named, pool } from './examples';
import type { Pages } from './page';

const YAML = 'kubernetes-sigs/yaml yaml.go@v1.6.0';
const DECODER = 'kubernetes/apimachinery pkg/runtime/serializer/json/json.go@v0.35.0';

export const SYNTAX: Pages<`syntax/${'yaml' | 'alias' | 'key' | 'number' | 'merge' | 'limit'}`> = {
  'syntax/yaml': {
    summary: 'The text is no YAML that can be read.',
    why:
      'A bracket or quote is not closed, a tab indents, a colon is missing, a value begins with a character that YAML ' +
      'keeps for itself. The first such place of a document stands alone, because nothing after it can be trusted; the ' +
      'other documents of the file are still checked. Nothing of this document reaches the cluster.',
    wrong: named('name: @high'),
    right: named('name: high'),
    source: YAML,
  },
  'syntax/alias': {
    summary: 'An alias has no anchor that it could stand for.',
    why:
      '`*name` repeats what `&name` marked further up in the same document. Anchors of other documents of the file do ' +
      'not count, and none can hold itself. Text that begins with `*` or `&` belongs in quotes.',
    wrong: named('name: high\nlabels: *labels'),
    right: named('name: high\nlabels: &labels\n  team: web\nannotations: *labels'),
    source: YAML,
  },
  'syntax/key': {
    summary: 'A key is null, a list or a map.',
    why: 'The API server reads JSON, whose keys are texts. Numbers and booleans are turned into texts; null cannot be.',
    wrong: named('name: high\nlabels:\n  ~: web'),
    right: named('name: high\nlabels:\n  team: web'),
    source: YAML,
  },
  'syntax/number': {
    summary: 'A number is one that JSON cannot hold.',
    why: '`.inf` and `.nan` are numbers in YAML and nothing in JSON. As text, they belong in quotes.',
    wrong: pool('weight: .inf'),
    right: pool('weight: 100'),
    source: YAML,
  },
  'syntax/merge': {
    summary: '`<<` is given something that is no map.',
    why: 'A merge takes an alias of a map, or a list of such aliases, and brings the keys that are not written beside it.',
    wrong: named('name: high\nlabels:\n  <<: web'),
    right: named('name: high\nlabels:\n  <<: { team: web }'),
    source: YAML,
  },
  'syntax/limit': {
    summary: 'Dryfit stopped reading on purpose.',
    why:
      'The document is larger than the API server accepts, is nested deeper than any manifest, or has aliases that ' +
      'expand to far more than is written. Nothing more is said about it, good or bad. Split it.',
    wrong: named(`name: high\nannotations: ${'['.repeat(1200)}`),
    right: named('name: high'),
    source: 'kubernetes/apiserver pkg/endpoints/handlers/create.go (limited body)@v0.35.0',
  },
};

export const STRICT: Pages<`strict/${'unknown-field' | 'duplicate-key' | 'merge-override'}`> = {
  'strict/unknown-field': {
    summary: 'The kind has no such field.',
    why:
      'Mostly a slip, a field one level too far in or out, or one of another version. Without strict validation, which ' +
      '`kubectl` asks for by default and Helm does not, the API server drops the field without a word and the setting ' +
      'never takes effect. The message names the nearest field that exists.',
    wrong: pool('wieght: 10'),
    right: pool('weight: 10'),
    source: DECODER,
  },
  'strict/duplicate-key': {
    summary: 'A key stands twice in one map.',
    why: 'Strict validation refuses it; without it, the last one would count and the others would be lost without a word.',
    wrong: pool('weight: 10\nweight: 20'),
    right: pool('weight: 20'),
    source: DECODER,
  },
  'strict/merge-override': {
    summary: 'A key is written beside a merge (`<<`) that brings it as well.',
    why: 'To the API server, both count as written, which makes it a key given twice. Keep one of the two.',
    wrong: named('name: high\nlabels:\n  <<: { team: web }\n  team: shop'),
    right: named('name: high\nlabels:\n  <<: { tier: gold }\n  team: shop'),
    source: DECODER,
  },
};

/** Runs a compiled validator and words its errors: what is wrong, the value, what would be right. */
import { valueAt, type Path } from '../manifest/document';
import { fieldsOf } from '../manifest/fields';
import { nearestWord } from '../util/nearest';
import { counted, grouped } from '../util/thousands';
import { groups, validators, type StandaloneError } from './generated/parts';
import type { SchemaProblemId } from './pages/structure';
import { MAX_PROBLEMS, type ProblemFix, type SchemaProblem } from './problem';
import { patternInWords } from './patternWords';
import { choices, describeTypes, describeValue, quoteText, showValue, withArticle } from './wording';

type Source = 'schema' | 'decode';

/** The structural problems of a value, in the order of the schema. */
export function validateStructure(schemaId: string, value: unknown, base: Path = []): SchemaProblem[] {
  return run(schemaId, value).map((error) => toProblem(error, value, base, 'schema'));
}

/** The places of a value that Go's decoder cannot read into the type of a built-in kind. Null it reads as nothing. */
export function validateDecoding(schemaId: string, value: unknown, base: Path = []): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const error of run(schemaId, value)) {
    const problem = toProblem(error, value, base, 'decode');
    if (valueAt(value, problem.at.slice(base.length)) !== null) problems.push(problem);
  }
  return problems;
}

function run(schemaId: string, value: unknown): readonly StandaloneError[] {
  const validate = validators[groups.get(schemaId) ?? '']?.()[schemaId];
  if (!validate || validate(value)) return [];
  return (validate.errors ?? []).slice(0, MAX_PROBLEMS);
}

function toProblem(error: StandaloneError, value: unknown, base: Path, source: Source): SchemaProblem {
  const local = pointerPath(error.instancePath, value);
  const worded = (WORDINGS[error.keyword] ?? other)({
    params: error.params,
    value: valueAt(value, local),
    name: nameOf(local, base),
  });
  const { missing, ...rest } = worded;
  const at = [...base, ...local, ...(missing === undefined ? [] : [missing])];
  return { source, rule: `${source}/${ID[error.keyword] ?? 'invalid'}`, at, ...rest };
}

/** A JSON pointer as a path; digits are an index only where the value has a list. */
function pointerPath(pointer: string, value: unknown): Path {
  const path: (string | number)[] = [];
  let current = value;
  for (const part of pointer.split('/').slice(1)) {
    const text = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(current) ? Number(text) : text;
    path.push(step);
    current = valueAt(current, [step]);
  }
  return path;
}

/** What a message calls the place: the last field, and the index behind it. */
function nameOf(path: Path, base: Path): string {
  const whole = [...base, ...path];
  const last = whole.at(-1);
  if (last === undefined) return 'the document';
  const list = whole.at(-2);
  if (typeof last === 'string')
    return ENTRIES.has(list) ? `${String(ENTRIES.get(list))} ${last || '""'}` : last;
  return typeof list === 'string' ? `${list}[${last}]` : `item ${last}`;
}

/** Maps whose entries are called by what they are. */
const ENTRIES: ReadonlyMap<unknown, string> = new Map([
  ['labels', 'label'],
  ['matchLabels', 'label'],
  ['nodeSelector', 'label'],
  ['annotations', 'annotation'],
  ['tags', 'tag'],
  ['requests', 'request'],
  ['limits', 'limit'],
]);

interface Wording {
  readonly message: string;
  /** The field that is not there. */
  readonly missing?: string;
  readonly mark?: 'key' | 'value';
  readonly blocksRules?: boolean;
  readonly fix?: ProblemFix;
}

interface Circumstance {
  readonly params: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly name: string;
}

const ID: Readonly<Record<string, SchemaProblemId>> = {
  type: 'type',
  required: 'required',
  enum: 'enum',
  pattern: 'pattern',
  format: 'format',
  minimum: 'minimum',
  exclusiveMinimum: 'minimum',
  maximum: 'maximum',
  exclusiveMaximum: 'maximum',
  minLength: 'min-length',
  maxLength: 'max-length',
  minItems: 'min-items',
  maxItems: 'max-items',
  minProperties: 'min-properties',
  maxProperties: 'max-properties',
  uniqueItems: 'unique-items',
};

const limitOf = (params: Circumstance['params']): number => Number(params['limit']);
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return [...value].length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
};

const WORDINGS: Readonly<Record<string, (at: Circumstance) => Wording>> = {
  type: ({ params, value, name }) => ({
    message: `${name} must be ${describeTypes(params['type'])}, not ${describeValue(value)}${quoteHint(params['type'], value)}`,
    blocksRules: true,
    ...typeFix(params['type'], value),
  }),
  required: ({ params, value, name }) => ({
    message: `${String(params['missingProperty'])} is missing: ${ownerName(name, value)} needs it`,
    missing: String(params['missingProperty']),
    blocksRules: true,
  }),
  enum: ({ params, value, name }) => {
    const allowed = listOf(params['allowedValues']);
    const meant = meantValue(value, allowed);
    const hint = meant === undefined ? '' : `; did you mean ${quoteText(meant)}?`;
    return {
      message: `${name} cannot be ${showValue(value)}; allowed: ${choices(allowed)}${hint}`,
      blocksRules: true,
      ...(meant === undefined ? {} : { fix: changeTo(meant) }),
    };
  },
  pattern: ({ params, value, name }) => ({
    message: `${name} ${showValue(value)} is not valid: it must ${mustBe(String(params['pattern']))}`,
  }),
  format: ({ params, value, name }) => ({
    message: `${name} ${showValue(value)} is no ${formatName(params['format'])}`,
    blocksRules: true,
  }),
  minimum: ({ params, value, name }) => ({
    message: `${name} is ${showValue(value)}; it must be ${limitOf(params)} or more`,
  }),
  maximum: ({ params, value, name }) => ({
    message: `${name} is ${showValue(value)}; it must be ${limitOf(params)} or less`,
  }),
  exclusiveMinimum: ({ params, value, name }) => ({
    message: `${name} is ${showValue(value)}; it must be more than ${limitOf(params)}`,
  }),
  exclusiveMaximum: ({ params, value, name }) => ({
    message: `${name} is ${showValue(value)}; it must be less than ${limitOf(params)}`,
  }),
  minLength: tooSmall('character'),
  maxLength: ({ params, value, name }) => ({
    message: `${name} has ${counted(sizeOf(value), 'character')}; at most ${grouped(limitOf(params))} are allowed`,
    blocksRules: true,
  }),
  minItems: tooSmall('item'),
  maxItems: ({ params, value, name }) => ({
    message: `${name} has ${counted(sizeOf(value), 'item')}; at most ${grouped(limitOf(params))} are allowed`,
    mark: 'key',
    blocksRules: true,
  }),
  minProperties: tooSmall('field'),
  maxProperties: ({ params, value, name }) => ({
    message: `${name} has ${counted(sizeOf(value), 'field')}; at most ${grouped(limitOf(params))} are allowed`,
    mark: 'key',
    blocksRules: true,
  }),
  uniqueItems: ({ params, name }) => ({
    message: `${name} holds the same item at ${String(params['j'])} and ${String(params['i'])}`,
  }),
};

function tooSmall(noun: string): (at: Circumstance) => Wording {
  return ({ params, value, name }) => {
    const size = sizeOf(value);
    const what = size === 0 ? 'is empty' : `has ${counted(size, noun)}`;
    return { message: `${name} ${what}; it needs at least ${counted(limitOf(params), noun)}` };
  };
}

/** The whole document is called by its kind. */
function ownerName(name: string, value: unknown): string {
  const { kind } = fieldsOf(value);
  return name === 'the document' && typeof kind === 'string' ? withArticle(kind) : name;
}

const other = ({ value, name }: Circumstance): Wording => ({
  message: `${name} is not valid: ${describeValue(value)}`,
});

const mustBe = (pattern: string): string => {
  const words = patternInWords(pattern);
  return words === undefined ? `match ${pattern}` : `be ${words}`;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const FORMAT_NAMES: Readonly<Record<string, string>> = {
  'date-time': 'time as in 2026-01-31T12:00:00Z',
  'decoded-time': 'time as in 2026-01-31T12:00:00Z',
  quantity: 'quantity such as 500m, 2 or 4Gi',
  byte: 'base64 text',
};
const formatName = (format: unknown): string => FORMAT_NAMES[String(format)] ?? String(format);

const wants = (types: unknown, type: string): boolean =>
  types === type || (Array.isArray(types) && types.includes(type));

/** Why a plain word is no text, which surprises: YAML read it as something else. */
function quoteHint(types: unknown, value: unknown): string {
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (isText(types) && isScalar) return '; put it in quotes';
  if (wants(types, 'integer') && typeof value === 'string' && isInteger(value)) return '; remove the quotes';
  return wants(types, 'boolean') && isBoolean(value) ? '; remove the quotes' : '';
}

/** A text and nothing else, null left aside: what takes numbers too wants more than quotes. */
const isText = (types: unknown): boolean => describeTypes(types) === describeTypes('string');

const isInteger = (text: string): boolean => /^-?(?:0|[1-9]\d*)$/.test(text);
const isBoolean = (value: unknown): boolean => value === 'true' || value === 'false';

function typeFix(types: unknown, value: unknown): { fix?: ProblemFix } {
  const hint = quoteHint(types, value);
  if (hint === '') return {};
  const part = 'value' as const;
  if (typeof value !== 'string')
    return {
      fix: { title: 'Put it in quotes', part, rewrite: (source) => JSON.stringify(source), safe: true },
    };
  return { fix: { title: `Write ${value} without quotes`, part, rewrite: () => value, safe: true } };
}

/** What a value is called since an API dropped the old word for it, where spelling does not tell.
 *  WhenUnderutilized: Karpenter before 1.0. @source kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go@v1.14.1 */
const RENAMED_VALUES: Readonly<Record<string, string>> = { WhenUnderutilized: 'WhenEmptyOrUnderutilized' };

/** The allowed value that was likely meant; undefined when none is close. */
function meantValue(value: unknown, allowed: readonly unknown[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  const texts = allowed.filter((candidate) => typeof candidate === 'string' && candidate !== '').map(String);
  const renamed = Object.hasOwn(RENAMED_VALUES, value) ? RENAMED_VALUES[value] : undefined;
  return renamed !== undefined && texts.includes(renamed) ? renamed : nearestWord(value, texts);
}

const changeTo = (near: string): ProblemFix => ({
  title: `Change to ${quoteText(near)}`,
  part: 'value',
  rewrite: (source) => (/^["']/.test(source) ? source.charAt(0) + near + source.charAt(0) : near),
  safe: false,
});

/** Values of trigger metadata that their scaler cannot read. */
import { scalerParameters, type ScalerParameter } from '../../schema/keda/scalers';
import { goDurationNanos } from '../../util/goDuration';
import { nearestWord } from '../../util/nearest';
import { replaceValue } from '../edits';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { text } from '../read';
import { editRule } from '../rule';
import { triggersOf } from './triggerView';

export const triggerMetadataValues = editRule({
  id: 'keda/trigger-metadata-values',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'Values of trigger metadata are of the kind that the scaler reads.',
    why:
      'Every value of the metadata is a text, so the API server accepts any. KEDA reads it when it builds the scaler, as a ' +
      'number, a truth value, a duration or one of a few words, and where that fails the trigger fails: the ScaledObject ' +
      'is not ready. Texts with placeholders are not judged.',
    source: 'https://github.com/kedacore/keda/blob/v2.21.0/pkg/scalers/scalersconfig/typed_config.go',
  },
  check({ manifest, report }) {
    for (const trigger of triggersOf(manifest)) {
      for (const parameter of scalerParameters(trigger.type) ?? []) {
        const { name, metadata, removed } = parameter;
        const value = text(trigger.metadata[name])?.trim();
        if (!metadata || removed || !value) continue;
        const wrong = wrongWord(parameter, value) ?? wrongKind(parameter, value);
        if (!wrong) continue;
        const path = [...trigger.path, 'metadata', name];
        const { message, guess } = wrong;
        report({
          path,
          message: `${name} ${message}`,
          fixes: () =>
            guess
              ? [{ title: `Change to "${guess}"`, safe: false, edits: replaceValue(manifest, path, guess) }]
              : [],
        });
      }
    }
  },
});

interface Wrong {
  readonly message: string;
  readonly guess?: string;
}

/** One that is not among the words that are allowed; a list is split as KEDA splits it. */
function wrongWord({ values, separator = ',' }: ScalerParameter, value: string): Wrong | undefined {
  if (!values) return undefined;
  const words = value.split(separator).map((word) => word.trim());
  const wrong = words.find((word) => !values.includes(word));
  if (wrong === undefined) return undefined;
  const guess = words.length === 1 ? nearestWord(wrong, values) : undefined;
  const hint = guess ? `; did you mean "${guess}"?` : '';
  const message = `cannot be "${wrong}"; allowed: ${values.map((word) => `"${word}"`).join(', ')}${hint}`;
  return guess ? { message, guess } : { message };
}

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** @source Go's strconv.ParseBool */
const BOOLEAN = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

const KINDS: Readonly<
  Record<
    NonNullable<ScalerParameter['kind']>,
    { words: string; fits: (value: string, one: ScalerParameter) => boolean }
  >
> = {
  integer: { words: 'a whole number such as 5', fits: (value) => INTEGER.test(value) },
  number: { words: 'a number such as 5 or 0.5', fits: (value) => NUMBER.test(value) },
  boolean: { words: 'true or false', fits: (value) => BOOLEAN.test(value) },
  duration: {
    words: 'a duration such as 30s, or a number of milliseconds',
    fits: (value) => /^\d+$/.test(value) || (goDurationNanos(value) ?? -1n) >= 0n,
  },
  integers: {
    words: 'whole numbers separated by commas',
    fits: (value, { rangeSeparator }) =>
      value.split(',').every((part) => isRange(part.trim(), rangeSeparator)),
  },
};

const isRange = (part: string, separator: string | undefined): boolean =>
  INTEGER.test(part) ||
  (separator !== undefined &&
    part.split(separator).length === 2 &&
    part.split(separator).every((bound) => INTEGER.test(bound.trim())));

function wrongKind(parameter: ScalerParameter, value: string): Wrong | undefined {
  if (!parameter.kind) return undefined;
  const { words, fits } = KINDS[parameter.kind];
  if (fits(value, parameter)) return undefined;
  const byDefault = parameter.default === undefined ? '' : `; the default is ${parameter.default}`;
  return { message: `"${value}" must be ${words}${byDefault}` };
}

/** H2: metadata that a scaler cannot do without. */
import { hasPlaceholder } from '../../manifest/placeholders';
import { scalerParameters, type ScalerParameter } from '../../schema/keda/scalers';
import { SCALED_JOB, SCALED_OBJECT } from '../kinds';
import { isSet } from '../read';
import { editRule } from '../rule';
import { providedBy } from './authenticationView';
import { triggersOf, type PlacedTrigger } from './triggerView';

export const triggerMetadataComplete = editRule({
  id: 'keda/trigger-metadata-complete',
  kinds: [SCALED_OBJECT, SCALED_JOB],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A trigger has the parameters that its scaler needs.',
    why:
      'What is needed is checked only when KEDA builds the scaler: the ScaledObject is accepted and then not ready. A ' +
      'parameter may stand in the metadata, be named there with `FromEnv` where the scaler reads the environment of the ' +
      'workload, or come from the authentication of the trigger; each scaler says which of these it looks at. An ' +
      'authentication that is not among the files is taken to give whatever is missing. An empty text counts as missing.',
    source: 'https://keda.sh/docs/latest/scalers/',
  },
  check({ manifest, graph, report }) {
    for (const trigger of triggersOf(manifest)) {
      if (Object.keys(trigger.metadata).some(hasPlaceholder)) continue;
      const provided = providedBy(trigger, graph, manifest);
      const missing = neededBy(trigger.type).filter((names) => !isGiven(names, trigger, provided));
      if (missing.length === 0) continue;
      report({
        path: [...trigger.path, 'metadata'],
        mark: 'key',
        message: `the ${trigger.type} scaler needs ${missing.map(inWords).join(', ')}`,
      });
    }
  },
});

/** The names of one parameter: any of them is enough. */
type Names = readonly ScalerParameter[];

function neededBy(type: string): readonly Names[] {
  const parameters = scalerParameters(type) ?? [];
  return parameters
    .filter((one) => !one.optional && !one.removed && one.default === undefined)
    .filter(({ name, aliases = [] }) =>
      aliases.every((alias) => orderOf(parameters, name) < orderOf(parameters, alias)),
    )
    .map((one) => [one, ...parameters.filter(({ name }) => one.aliases?.includes(name))]);
}

const orderOf = (parameters: Names, name: string): number => parameters.findIndex((one) => one.name === name);

function isGiven(
  names: Names,
  { metadata }: PlacedTrigger,
  provided: ReadonlySet<string> | 'unknown',
): boolean {
  return names.some(
    (one) =>
      (one.metadata && isFilled(metadata[one.name])) ||
      (one.env && isFilled(metadata[`${one.name}FromEnv`])) ||
      (one.auth && (provided === 'unknown' || provided.has(one.name))),
  );
}

const isFilled = (value: unknown): boolean =>
  isSet(value) && (typeof value !== 'string' || value.trim() !== '');

/** Where it may be written only if that is not plainly the metadata. */
function inWords(names: Names): string {
  const [first] = names;
  const name = names.map((one) => one.name).join(' or ');
  if (!first || first.metadata) return name;
  const ways = [
    ...(first.env ? [`as ${first.name}FromEnv`] : []),
    ...(first.auth ? ['from a TriggerAuthentication'] : []),
  ];
  return `${name} (${ways.join(' or ')})`;
}

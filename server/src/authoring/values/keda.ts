/** KEDA's triggers: types, the parameters of each, and the values that parameters take. */
import { scalerParameters, scalerTypes, type ScalerParameter } from '../../schema/keda/scalers';
import { sortedUnique } from '../../util/sort';
import { code } from '../describe';
import { TIME_ZONES } from './timeZones';
import { fixed, nodeAt, textOf, type Spot, type Value, type Values } from './value';

/** Offered before the others: what is used most on AWS. */
const FIRST = ['cron', 'prometheus', 'aws-sqs-queue', 'kafka', 'cpu', 'memory', 'aws-cloudwatch'];

export const triggerTypes: Values = () => {
  const types = [...FIRST, ...scalerTypes().filter((type) => !FIRST.includes(type))];
  return types.map((text, rank) => ({ text, rank, documentation: describeScaler(text) ?? '' }));
};

/** The parameters of the trigger that is written, those that must be given first. */
export const parameterNames: Values = (spot) => {
  const parameters = scalerParameters(triggerType(spot) ?? '') ?? [];
  const read = parameters.filter(({ metadata, removed }) => metadata && removed === undefined);
  const sorted = [...read.filter(isNeeded), ...read.filter((parameter) => !isNeeded(parameter))];
  const inMetadata = sorted.map((parameter) => parameterValue(parameter.name, parameter));
  const fromEnvironment = parameters
    .filter(({ env, removed }) => env && removed === undefined)
    .map((parameter) => parameterValue(`${parameter.name}FromEnv`, parameter));
  return [...inMetadata, ...fromEnvironment].map((value, rank) => ({ ...value, rank }));
};

function parameterValue(text: string, parameter: ScalerParameter): Value {
  const isFromEnvironment = text !== parameter.name;
  return {
    text,
    detail: isFromEnvironment
      ? 'name of an environment variable'
      : isNeeded(parameter)
        ? 'required'
        : 'optional',
    documentation: describeParameter(parameter),
  };
}

/** Names of the parameters that the trigger must be given in its metadata. */
export const neededParameters = (spot: Spot): readonly string[] =>
  (scalerParameters(triggerType(spot) ?? '') ?? []).filter(isNeeded).map(({ name }) => name);

/** A parameter that neither has a default nor usually comes from an authentication. */
export const isNeeded = ({ name, optional, default: value, auth }: ScalerParameter): boolean =>
  !optional && value === undefined && (!auth || name === 'awsRegion');

/** Values of the parameter that is written. */
export const parameterValues: Values = (spot) => {
  const name = String(spot.path.at(-1) ?? '');
  const parameter = findParameter(triggerType(spot) ?? '', name);
  if (!parameter) return [];
  if (parameter.values) return parameter.values.map((text, rank) => ({ text, rank }));
  if (parameter.default === 'true' || parameter.default === 'false')
    return ['true', 'false'].map((text, rank) => ({ text, rank }));
  if (name === 'awsRegion') return optional(spot.surroundings.region()?.name);
  const special = SPECIAL[name]?.(spot);
  return special ?? optional(parameter.default, 'default');
};

const SPECIAL: Readonly<Record<string, Values>> = {
  timezone: TIME_ZONES,
  start: fixed({ '0 8 * * 1-5': 'At 8 o’clock on working days.', '0 0 * * *': 'At midnight.' }),
  end: fixed({ '0 18 * * 1-5': 'At 18 o’clock on working days.', '0 6 * * *': 'At 6 o’clock.' }),
  identityOwner: fixed({
    operator: 'The identity of KEDA’s operator.',
    pod: 'The identity of the scaled workload.',
  }),
};

const optional = (text: string | undefined, detail?: string): readonly Value[] =>
  text === undefined ? [] : [{ text, ...(detail === undefined ? {} : { detail }) }];

/** The parameter of that name, also when it is written with `FromEnv`. */
export function findParameter(type: string, name: string): ScalerParameter | undefined {
  const parameters = scalerParameters(type) ?? [];
  const plain = name.endsWith('FromEnv') ? name.slice(0, -'FromEnv'.length) : name;
  return (
    parameters.find((parameter) => parameter.name === name) ??
    parameters.find((parameter) => parameter.env && parameter.name === plain)
  );
}

/** The type of the trigger that a path leads into. */
function triggerType(spot: Spot): string | undefined {
  const at = spot.path.lastIndexOf('metadata');
  return textOf(spot.root, [...spot.path.slice(0, at < 0 ? spot.path.length : at), 'type']);
}

/** Names of triggers, for formulas. */
export const triggerNames: Values = (spot) => {
  const triggers = nodeAt(spot.root, ['spec', 'triggers']);
  const count = triggers?.kind === 'seq' ? triggers.items.length : 0;
  const names = Array.from({ length: count }, (_, index) =>
    textOf(spot.root, ['spec', 'triggers', index, 'name']),
  );
  return names.flatMap((text) => (text === undefined ? [] : [{ text, isReference: true }]));
};

/** Parameters that some scaler takes from an authentication, for `parameter` of its sources. */
export const authenticationParameters: Values = () => {
  const names = scalerTypes().flatMap((type) =>
    (scalerParameters(type) ?? []).filter(({ auth }) => auth).map(({ name }) => name),
  );
  return sortedUnique(names).map((text) => ({ text }));
};

/** What a scaler must be told, as Markdown; undefined for a type that does not exist. */
export function describeScaler(type: string): string | undefined {
  const parameters = scalerParameters(type);
  if (!parameters) return undefined;
  const list = (wanted: readonly ScalerParameter[]): string =>
    wanted.map(({ name }) => code(name)).join(', ');
  const needed = parameters.filter(isNeeded);
  const secret = parameters.filter(({ auth, removed }) => auth && removed === undefined);
  return [
    `Scaler ${code(type)}: ${parameters.length} parameters.`,
    ...(needed.length > 0 ? [`Required: ${list(needed)}`] : []),
    ...(secret.length > 0 ? [`May come from an authentication: ${list(secret)}`] : []),
  ].join('\n\n');
}

/** Facts of a parameter as Markdown. */
export function describeParameter(parameter: ScalerParameter): string {
  const { values, separator, rangeSeparator, removed, deprecated } = parameter;
  const notices = removed
    ? ['**No longer read**', ...instead(removed)]
    : deprecated
      ? ['**Deprecated**', ...instead(deprecated)]
      : [isNeeded(parameter) ? 'Required.' : ''];
  const facts = [
    ...(parameter.default === undefined ? [] : [`Default: ${code(parameter.default)}`]),
    ...(values ? [`Constraint: ${values.map(code).join(', ')}`] : []),
    ...(separator ? [`Several values, separated by ${code(separator)}`] : []),
    ...(rangeSeparator ? [`Ranges with ${code(rangeSeparator)}`] : []),
    `May be given in: ${sources(parameter).join(', ')}`,
  ];
  return [notices.filter((notice) => notice !== '').join(': '), facts.join('  \n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

const instead = (names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`use ${names.map(code).join(' and ')}`];

const sources = ({ metadata, env, auth }: ScalerParameter): string[] => [
  ...(metadata ? ['the metadata'] : []),
  ...(env ? ['an environment variable (`…FromEnv`)'] : []),
  ...(auth ? ['an authentication'] : []),
];

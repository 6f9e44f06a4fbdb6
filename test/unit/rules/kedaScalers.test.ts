/** Every scaler of KEDA's published schema: what is right is silent, and each way of being wrong is found. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFiles } from '../../../server/src/analysis/check/check';
import { parseFile } from '../../../server/src/manifest/document';
import { resolveOptions } from '../../../server/src/model/options';
import { ObjectGraph } from '../../../server/src/rules/graph';
import { settingsStillRead } from '../../../server/src/rules/keda/settingsStillRead';
import { triggerMetadataComplete } from '../../../server/src/rules/keda/triggerMetadataComplete';
import { triggerMetadataKnown } from '../../../server/src/rules/keda/triggerMetadataKnown';
import { triggerMetadataValues } from '../../../server/src/rules/keda/triggerMetadataValues';
import { runRules } from '../../../server/src/rules/run';
import { scalerParameters, scalerTypes, type ScalerParameter } from '../../../server/src/schema/keda/scalers';

const RULES = [triggerMetadataKnown, triggerMetadataComplete, triggerMetadataValues, settingsStillRead];

type Metadata = Readonly<Record<string, string>>;

interface Trigger {
  readonly type: string;
  readonly metadata: Metadata;
  /** Parameters that the authentication gives; undefined: there is no reference to one. */
  readonly auth?: readonly string[] | 'elsewhere';
}

function scaled({ type, metadata, auth }: Trigger, kind: string): string {
  const reference = auth === undefined ? {} : { authenticationRef: { name: 'secrets' } };
  const target =
    kind === 'ScaledJob'
      ? {
          jobTargetRef: {
            template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } },
          },
        }
      : { scaleTargetRef: { name: 'web' } };
  const spec = { ...target, triggers: [{ type, metadata, ...reference }] };
  return JSON.stringify({ apiVersion: 'keda.sh/v1alpha1', kind, metadata: { name: 'a' }, spec });
}

const authentication = (names: readonly string[]): string =>
  JSON.stringify({
    ...{ apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication', metadata: { name: 'secrets' } },
    spec: { secretTargetRef: names.map((parameter) => ({ parameter, name: 's', key: parameter })) },
  });

/** `rule path: message` of what the rules say. */
function told(trigger: Trigger, kind = 'ScaledObject'): string[] {
  const files = [{ uri: 'file:///a.json', text: scaled(trigger, kind) }];
  if (Array.isArray(trigger.auth))
    files.push({ uri: 'file:///auth/b.json', text: authentication(trigger.auth as readonly string[]) });
  const manifests = files.flatMap((file) => parseFile(file, { placeholders: 'allow' }));
  const options = { ...resolveOptions({ placeholders: 'allow' }) };
  const onFailure = (_: unknown, error: unknown): never => {
    throw new Error('a rule failed', { cause: error });
  };
  const context = { graph: new ObjectGraph(manifests), options, withFixes: true, onFailure };
  return runRules(context, 'edit', RULES).map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

const parametersOf = (type: string): readonly ScalerParameter[] => scalerParameters(type) ?? [];
const isNeeded = ({ optional, removed, default: value }: ScalerParameter): boolean =>
  !optional && !removed && value === undefined;

const SAMPLES = { integer: '5', number: '0.5', boolean: 'true', duration: '30s', integers: '1' };
const sample = ({ kind, values }: ScalerParameter): string => values?.[0] ?? (kind ? SAMPLES[kind] : 'text');

/** The least that a scaler needs, each parameter in the first way that it may be given. */
function minimal(type: string, without?: string): Trigger {
  const metadata: Record<string, string> = {};
  const auth: string[] = [];
  const seen = new Set<string>();
  for (const one of parametersOf(type).filter(isNeeded)) {
    if (seen.has(one.name) || one.name === without) continue;
    for (const name of one.aliases ?? []) seen.add(name);
    if (one.metadata) metadata[one.name] = sample(one);
    else if (one.env) metadata[`${one.name}FromEnv`] = 'VARIABLE';
    else auth.push(one.name);
  }
  return { type, metadata, ...(auth.length > 0 ? { auth } : {}) };
}

const withValue = (trigger: Trigger, name: string, value: string): Trigger => ({
  ...trigger,
  metadata: { ...trigger.metadata, [name]: value },
});

const isDeprecation = (line: string): boolean => line.startsWith('keda/settings-still-read');
const found = (trigger: Trigger, rule: string, name: string): boolean =>
  told(trigger).some(
    (line) => line.startsWith(`keda/${rule} spec.triggers[0].metadata`) && line.includes(name),
  );

test('every scaler of the schema is here', () => assert.equal(scalerTypes().length, 78));

for (const type of scalerTypes()) {
  describe(type, () => {
    const right = minimal(type);
    const inMetadata = parametersOf(type).filter(({ metadata, removed }) => metadata && !removed);

    test('a right trigger is silent, in ScaledObject and ScaledJob', () => {
      for (const kind of ['ScaledObject', 'ScaledJob'])
        assert.deepEqual(
          told(right, kind).filter((line) => !isDeprecation(line)),
          [],
        );
    });

    test('every parameter that may stand in the metadata is silent there', () => {
      const all = inMetadata.reduce(
        (trigger, one) => withValue(trigger, one.name, one.default ?? sample(one)),
        right,
      );
      assert.deepEqual(
        told(all).filter((line) => !isDeprecation(line)),
        [],
      );
    });

    test('an unknown parameter is found, but for scalers of your own', () => {
      const isOpen = type.startsWith('external');
      assert.equal(found(withValue(right, 'zzUnknown', 'a'), 'trigger-metadata-known', 'zzUnknown'), !isOpen);
    });

    test('a misspelt one is found, with its name', () => {
      if (type.startsWith('external')) return;
      for (const { name } of inMetadata) {
        const others = withoutAny(right.metadata, [name]);
        const wrong = { ...right, metadata: { ...others, [`${name}x`]: 'a' } };
        if (parametersOf(type).some((one) => one.name === `${name}x`)) continue;
        assert.ok(found(wrong, 'trigger-metadata-known', `did you mean ${name}`), name);
      }
    });

    test('each missing one that is needed is found, an empty one too', () => {
      for (const { name, aliases, metadata } of parametersOf(type).filter(isNeeded)) {
        if (aliases && parametersOf(type).findIndex((one) => aliases.includes(one.name)) < 0) continue;
        const rest = aliases
          ? { ...minimal(type), metadata: withoutAny(minimal(type).metadata, [name, ...aliases]) }
          : minimal(type, name);
        assert.ok(found(rest, 'trigger-metadata-complete', name), name);
        if (metadata && !aliases)
          assert.ok(found(withValue(rest, name, ' '), 'trigger-metadata-complete', name), name);
      }
    });

    test('what may come from an authentication is not missed then', () => {
      const auth = parametersOf(type).filter((one) => one.auth);
      const metadata = withoutAny(
        right.metadata,
        auth.flatMap(({ name }) => [name, `${name}FromEnv`]),
      );
      assert.deepEqual(complete({ type, metadata, auth: auth.map(({ name }) => name) }), []);
      assert.deepEqual(complete({ type, metadata, auth: 'elsewhere' }), []);
    });

    test('a value of the wrong kind is found, a placeholder is not', () => {
      for (const { name, kind } of inMetadata) {
        if (!kind) continue;
        assert.ok(found(withValue(right, name, 'ten'), 'trigger-metadata-values', name), name);
        for (const text of ['${VALUE}', '$(VALUE)', 'a${VALUE}'])
          assert.ok(!found(withValue(right, name, text), 'trigger-metadata-values', name), name);
      }
    });

    test('allowed values are taken, others are found', () => {
      for (const { name, values = [] } of inMetadata) {
        for (const value of values)
          assert.ok(!found(withValue(right, name, value), 'trigger-metadata-values', name), value);
        if (values.length > 0)
          assert.ok(
            found(withValue(right, name, `${values[0]}x`), 'trigger-metadata-values', values[0] ?? ''),
            name,
          );
      }
    });

    test('FromEnv is read where the scaler says so, and told of elsewhere', () => {
      if (type.startsWith('external')) return;
      for (const { name, env } of parametersOf(type)) {
        const key = `${name}FromEnv`;
        const isOther = parametersOf(type).some((one) => (one.name === name && one.env) || one.name === key);
        if (isOther !== (env ?? false) && !env) continue;
        assert.equal(found(withValue(right, key, 'A'), 'trigger-metadata-known', name), !env, key);
      }
    });

    test('what comes from elsewhere only is told of in the metadata', () => {
      if (type.startsWith('external')) return;
      const names = new Set(parametersOf(type).flatMap(({ name, metadata }) => (metadata ? [name] : [])));
      for (const { name, auth, env } of parametersOf(type)) {
        if (names.has(name) || (!auth && !env)) continue;
        assert.ok(
          found(withValue(right, name, 'a'), 'trigger-metadata-known', `does not read ${name}`),
          name,
        );
      }
    });

    test('removed and deprecated ones are found, and a scaler that goes', () => {
      const goes = parametersOf(type).some(({ endsScaler }) => endsScaler);
      assert.equal(
        told(right).some((line) => line.includes('deprecated the')),
        goes,
      );
      for (const { name, removed, deprecated, metadata } of parametersOf(type)) {
        if (!metadata || (!removed && !deprecated)) continue;
        assert.ok(found(withValue(right, name, '1'), 'settings-still-read', name), name);
      }
    });
  });
}

const complete = (trigger: Trigger): string[] =>
  told(trigger).filter((line) => line.startsWith('keda/trigger-metadata-complete'));

const withoutAny = (metadata: Metadata, names: readonly string[]): Metadata =>
  Object.fromEntries(Object.entries(metadata).filter(([name]) => !names.includes(name)));

test('a key or type with a placeholder could be anything', () => {
  assert.deepEqual(told({ type: '${TYPE}', metadata: { a: 'b' } }), []);
  assert.deepEqual(told({ type: 'cron', metadata: { '${KEY}': 'b' } }), []);
});

test('a template is left alone', () => {
  const text = scaled({ type: 'cron', metadata: { nope: '{{ .Values.a }}' } }, 'ScaledObject');
  assert.deepEqual(checkFiles([{ uri: 'file:///a.yaml', text }]).findings, []);
});

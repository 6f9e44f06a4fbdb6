/** package.json promises settings and commands: the code has to keep them. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { DEFAULT_SETTINGS, readSettings } from '../../../server/src/protocol/settings';
import { resolveCost } from '../../../server/src/cost/settings';
import { resolveOptions, type Options } from '../../../server/src/model/options';

interface Setting {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription: string;
  readonly scope: string;
  readonly order: number;
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image?: string; readonly markdown?: string; readonly altText?: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly main: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  };
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const properties: Readonly<Record<string, Setting>> = Object.fromEntries(
  manifest.contributes.configuration.flatMap((group) => Object.entries(group.properties)),
);
const settingsText = ['protocol/settings.ts', 'cost/readOptions.ts']
  .map((path) => readFileSync(`server/src/${path}`, 'utf8'))
  .join('\n');

/** { 'dryfit.validate.enable': true } -> { validate: { enable: true } }: what the server is sent. */
function section(values: Readonly<Record<string, unknown>>): object {
  const root: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const [, ...steps] = key.split('.');
    const last = steps.pop() ?? '';
    const parent = steps.reduce((node, step) => (node[step] ??= {}) as typeof root, root);
    parent[last] = value;
  }
  return root;
}

/** Options as they count: defaults applied, also those of the bill. */
const counting = (options: Options) => ({
  ...resolveOptions(options),
  cost: resolveCost(options.cost, 'us-east-1'),
});

describe('settings in package.json', () => {
  it('have defaults that mean the same as nothing set', () => {
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([key, { default: value }]) => [key, value]),
    );
    const read = readSettings(section(defaults));
    assert.deepEqual(
      { ...read, options: counting(read.options) },
      { ...DEFAULT_SETTINGS, options: counting(DEFAULT_SETTINGS.options) },
    );
  });

  it('have choices that the server takes', () => {
    for (const name of ['region', 'karpenterVersion', 'preferencePolicy', 'minValuesPolicy'] as const) {
      for (const value of properties[`dryfit.${name}`]?.enum ?? []) {
        assert.equal(readSettings({ [name]: value }).options[name], value);
      }
    }
    assert.equal(readSettings({ problems: { scope: 'workspace' } }).problemsScope, 'workspace');
    assert.ok(properties['dryfit.problems.scope']?.enum?.includes('workspace'));
  });

  it('offer the regions of the catalog', () => {
    assert.deepEqual(properties['dryfit.region']?.enum, [...loadCatalog().regions].sort());
  });

  it('are described, choice by choice', () => {
    for (const [key, setting] of Object.entries(properties)) {
      assert.match(setting.markdownDescription, /\.$/, key);
      assert.ok(['resource', 'window', 'machine'].includes(setting.scope), key);
      if (setting.enumDescriptions) assert.equal(setting.enumDescriptions.length, setting.enum?.length, key);
    }
  });

  it('stand in groups, each setting once and in an order of its own', () => {
    const { configuration } = manifest.contributes;
    configuration.forEach(({ order }, index) => assert.equal(order, index + 1));
    for (const { properties: group, title } of configuration)
      assert.deepEqual(
        Object.values(group).map(({ order }) => order),
        Object.keys(group).map((_, index) => index + 1),
        title,
      );
    const names = configuration.flatMap((group) => Object.keys(group.properties));
    assert.equal(new Set(names).size, names.length);
  });

  it('are read somewhere', () => {
    const client = readFileSync('client/src/settings.ts', 'utf8');
    for (const key of Object.keys(properties)) {
      const words = key.split('.').slice(1);
      const isRead =
        words.every((word) => settingsText.includes(`'${word}'`)) || client.includes(words.join('.'));
      assert.ok(isRead, `${key} is declared but never read`);
    }
  });

  it('that are restricted exist', () => {
    for (const key of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations)
      assert.ok(properties[key], key);
  });
});

describe('commands in package.json', () => {
  it('are those of the table in the client', () => {
    const table = readFileSync('client/src/commands.ts', 'utf8');
    const implemented = [...table.matchAll(/^ {2}'(dryfit\.\w+)':/gm)].map(([, id]) => id);
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), implemented.sort());
  });

  it('are all that menus and the walkthrough run', () => {
    const known = new Set(manifest.contributes.commands.map(({ command }) => command));
    const inMenus = Object.values(manifest.contributes.menus).flatMap((menu) =>
      menu.map((one) => one.command),
    );
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const linked = steps.flatMap(({ description, completionEvents }) =>
      [...`${description} ${completionEvents.join(' ')}`.matchAll(/dryfit\.\w+(?=[)\s]|$)/g)].map(
        ([id]) => id,
      ),
    );
    const contexts = ['dryfit.hasClusters', 'dryfit.region', 'dryfit.zones'];
    assert.ok(linked.includes('dryfit.simulateWorkspace'));
    for (const command of [...inMenus, ...linked])
      assert.ok(known.has(command) || contexts.includes(command), command);
  });

  it('share one category', () => {
    for (const { category } of manifest.contributes.commands) assert.equal(category, 'Dryfit');
  });
});

describe('the walkthrough', () => {
  const [walkthrough] = manifest.contributes.walkthroughs;
  const packed = readFileSync('.vscodeignore', 'utf8');

  it('is the one that the command opens', () => {
    assert.match(readFileSync('client/src/commands.ts', 'utf8'), new RegExp(`#${walkthrough?.id ?? ''}\\b`));
  });

  it('opens a sample whose first file exists and activates the extension', () => {
    const [, file = ''] = /FIRST_FILE = '(.+)'/.exec(readFileSync('client/src/sample.ts', 'utf8')) ?? [];
    assert.ok(existsSync(`examples/${file}`), file);
    assert.ok(manifest.activationEvents.includes(`workspaceContains:${file}`));
  });

  it('has pictures and texts that exist and are packed, and an end to every step', () => {
    assert.ok(walkthrough);
    for (const { id, media, completionEvents } of walkthrough.steps) {
      const file = media.image ?? media.markdown ?? '';
      assert.ok(existsSync(file), `${id}: ${file}`);
      assert.ok(packed.includes(`!${file}\n`), file);
      if (media.image !== undefined) assert.ok(media.altText, id);
      assert.ok(completionEvents.length > 0, id);
    }
  });
});

// Writes schemas/dryfit-project.json, and a page for each rule from its own text and its fixture, one for each sort of verdict from its text and its
// example, and an index: `node scripts/generate-rule-docs.mjs [--check]`.
// --check writes nothing and fails when a page is missing, old or left over.
import { build } from 'esbuild';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { verdictIndex, verdictPages } from './lib/verdictPages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pages = join(root, 'docs/rules');
const fixtures = join(root, 'test/fixtures/rules');
const check = process.argv.includes('--check');

const SOURCES = `
export { checkFiles } from './server/src/analysis/check/check';
export { controlRules } from './server/src/rules/control';
export { rules } from './server/src/rules/registry';
export * from './server/src/schema/pages';
`;

const FAMILIES = {
  api: 'API versions and kinds',
  cronhpa: 'CronHPA: sizes by the clock',
  hpa: 'Autoscalers: HPA, and what ScaledObjects share with it',
  karpenter: 'NodePools',
  keda: 'KEDA triggers and ScaledObjects',
  kueue: 'Kueue: queues, flavors, quotas',
  nodeclass: 'EC2NodeClasses',
  pdb: 'PodDisruptionBudgets',
  pods: 'Workloads and their pods',
  readiness: 'Node readiness',
};

async function loadSources() {
  const folder = mkdtempSync(join(tmpdir(), 'dryfit-rules-'));
  const outfile = join(folder, 'registry.cjs');
  try {
    await build({
      stdin: { contents: SOURCES, resolveDir: root, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'warning',
      outfile,
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SEVERITIES = { error: 'error', warning: 'warning', info: 'note', hint: 'hint' };
const STAGES = {
  edit: 'on every change',
  solve: 'after a change, with the instance types of the region and a simulation',
};

function page(rule) {
  const kinds = rule.kinds.length > 0 ? rule.kinds.map((kind) => `\`${kind}\``).join(', ') : 'every manifest';
  return (
    [
      `# ${rule.id}`,
      rule.docs.summary,
      [
        `- **Severity:** ${SEVERITIES[rule.severity]}`,
        `- **Looks at:** ${kinds}`,
        `- **Runs:** ${STAGES[rule.stage]}`,
        `- **Quick fix:** ${rule.fixable ? 'yes' : 'no'}`,
      ].join('\n'),
      '## Why',
      rule.docs.why,
      ...example(rule),
      '## Source',
      `<${rule.docs.source}>`,
      '## Switching it off',
      `\`# dryfit-disable-next-line ${rule.id} -- reason\` above the line, or \`# dryfit-disable ${rule.id} -- reason\` anywhere in the document.`,
    ].join('\n\n') + '\n'
  );
}

/** The rule's fixture: findings stand as comments under the lines that they speak of. */
function example(rule) {
  const path = join(fixtures, `${rule.id}.yaml`);
  if (!existsSync(path)) return [];
  const fixedPath = path.replace(/\.yaml$/, '.fixed.yaml');
  const fixed = existsSync(fixedPath) ? ['## After the fix', fence(readFileSync(fixedPath, 'utf8'))] : [];
  return ['## Example', fence(readFileSync(path, 'utf8')), ...fixed];
}

const fence = (yaml) => `\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;

function index(rules) {
  const families = Object.entries(FAMILIES).flatMap(([family, title]) => {
    const own = rules.filter(({ id }) => id.startsWith(`${family}/`));
    const rows = own.map(
      ({ id, severity, stage, fixable, docs }) =>
        `| [${id}](${id}.md) | ${SEVERITIES[severity]} | ${stage} | ${fixable ? 'yes' : ''} | ${docs.summary} |`,
    );
    return [
      `## ${title}`,
      ['| Rule | Severity | Stage | Fix | What must hold |', '|---|---|---|---|---|', ...rows].join('\n'),
    ];
  });
  const intro =
    'What Dryfit finds, each with a page of its own. Written by `node scripts/generate-rule-docs.mjs` from the rules and ' +
    'verdicts themselves and their examples; do not edit by hand.';
  const advice =
    `${rules.length} rules. They give advice: none changes what the API server would answer. ` +
    '[How they are controlled](../rules.md).';
  return ['# Findings', intro, '# Rules', advice, ...families, ...verdictIndex(sources)].join('\n\n') + '\n';
}

function existing(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(pages, join(entry.parentPath ?? entry.path, entry.name)));
}

const sources = await loadSources();
const { rules, controlRules } = sources;
const wanted = new Map([
  ['README.md', index(rules)],
  ...[...rules, ...controlRules].map((rule) => [`${rule.id}.md`, page(rule)]),
  ...verdictPages(sources),
]);
const PROJECT_SCHEMA = '../../schemas/dryfit-project.json';

/** The JSON schema of `.dryfit.yaml`, which editors with a YAML extension complete and check by. */
function projectSchema() {
  const level = { enum: ['error', 'warning', 'info', 'hint', 'off', false] };
  const families = [...new Set([...rules, ...controlRules].map(({ id }) => `${id.split('/')[0]}/*`))];
  const entries = [
    ...[...rules, ...controlRules].map(({ id, docs }) => [id, { description: docs.summary, ...level }]),
    ...families.map((family) => [
      family,
      { description: 'Every rule of the family that is not named itself.', ...level },
    ]),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Dryfit project file',
    type: 'object',
    additionalProperties: false,
    properties: {
      rules: {
        description: 'How loud each rule is; an id counts before its family.',
        type: ['object', 'null'],
        additionalProperties: false,
        properties: Object.fromEntries(entries),
      },
      cost: {
        description: 'What the bill is made with, as the settings dryfit.cost.* of the editor.',
        ...costSchema(),
      },
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** The settings `dryfit.cost.*` as nested maps: defaults are no part of it, since what is not written counts as not said. */
function costSchema() {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
  const schema = nestedMap();
  for (const [key, setting] of settings) {
    if (!key.startsWith('dryfit.cost.')) continue;
    const steps = key.slice('dryfit.cost.'.length).split('.');
    const last = steps.pop();
    const parent = steps.reduce((map, step) => (map.properties[step] ??= nestedMap()), schema);
    parent.properties[last] = fieldSchema(setting);
  }
  return schema;
}

const nestedMap = () => ({ type: ['object', 'null'], additionalProperties: false, properties: {} });

/** What a settings editor alone knows stays out. */
const SCHEMA_WORDS = ['type', 'enum', 'minimum', 'maximum', 'maxLength', 'additionalProperties'];

const fieldSchema = (setting) => ({
  description: setting.markdownDescription,
  ...Object.fromEntries(Object.entries(setting).filter(([word]) => SCHEMA_WORDS.includes(word))),
});

wanted.set(PROJECT_SCHEMA, projectSchema());
const wrong = [];
for (const [name, text] of wanted) {
  const path = join(pages, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  wrong.push(name);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
for (const name of existing(pages).filter((one) => !wanted.has(one.replaceAll('\\', '/')))) {
  wrong.push(name);
  if (!check) rmSync(join(pages, name));
}
if (check && wrong.length > 0) {
  console.error(
    `docs/rules differs from the rules: ${wrong.join(', ')}. Run "node scripts/generate-rule-docs.mjs".`,
  );
  process.exitCode = 1;
}
if (!check) console.log(`docs/rules: ${wanted.size} pages, ${wrong.length} written`);

// Writes docs/coverage.md, the list of known mistakes and what finds them, from the rows that the tests prove:
// `node scripts/generate-coverage.mjs [--check]`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs/coverage.md');
const FILES = ['karpenter', 'nodeclass', 'workloads', 'keda'];
const GROUPS = {
  A: 'Manifests of older releases',
  B: 'NodePool: requirements, labels, taints',
  C: 'NodePool: limits, weights, static pools',
  D: 'Disruption, budgets, expiry',
  E: 'EC2NodeClass',
  F: 'Pods as Karpenter sees them',
  G: 'HorizontalPodAutoscaler',
  H: 'KEDA',
};
const SERVERS = {
  schema: 'schema',
  cel: 'CEL rule of the kind',
  strict: 'unknown field',
  kind: 'API version',
};

const rows = FILES.flatMap((name) =>
  parse(readFileSync(join(root, 'test/fixtures/coverage', `${name}.yaml`), 'utf8')),
);
const covered = rows.filter(({ made }) => made !== undefined);

/** The rule's page, or in words what speaks. */
function finder(finds) {
  if (existsSync(join(root, 'docs/rules', `${finds}.md`))) return `[${finds}](rules/${finds}.md)`;
  const [source] = finds.split('/');
  if (source === 'runtime') return `what the controllers refuse (\`${finds}\`)`;
  if (SERVERS[source]) return `what the API server refuses: ${SERVERS[source]}`;
  return finds.endsWith('/') ? `the rules of \`${source}\`` : 'what the API server or KEDA refuses';
}

const table = (header, lines) =>
  [`| ${header.join(' | ')} |`, `|${header.map(() => '---').join('|')}|`, ...lines].join('\n');

const group = ([letter, title]) => {
  const own = covered.filter(({ row }) => row.startsWith(letter));
  const lines = own.map(
    ({ row, says, finds, at }) => `| ${row} | ${says} | ${finder(finds)} | ${at ? `\`${at}\`` : ''} |`,
  );
  return `## ${title}\n\n${table(['', 'Mistake', 'Found by', 'At'], lines)}`;
};

const left = rows.filter(({ made }) => made === undefined);
const text =
  [
    '# Coverage of known mistakes',
    `Of a list of ${rows.length} mistakes that people make with Karpenter, HPA and KEDA, ${covered.length} are found. Each row stands for ` +
      'manifests that make the mistake, in `test/fixtures/coverage`: a test checks that they make the finding named here, ' +
      'and that the same manifests without the mistake do not. Written by `node scripts/generate-coverage.mjs`; do not edit by hand.',
    ...Object.entries(GROUPS).map(group),
    `## Left out\n\n${table(
      ['', 'Mistake', 'Why'],
      left.map(({ row, says, why }) => `| ${row} | ${says} | ${why} |`),
    )}`,
  ].join('\n\n') + '\n';

const current = existsSync(page) ? readFileSync(page, 'utf8') : '';
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (current !== text) {
  console.error('docs/coverage.md is not what its rows make. Run "node scripts/generate-coverage.mjs".');
  process.exitCode = 1;
}
if (!process.argv.includes('--check'))
  console.log(`docs/coverage.md: ${covered.length} of ${rows.length} rows`);

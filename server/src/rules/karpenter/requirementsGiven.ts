/** B10, B11: pools open to every type that EC2 ever had. */
import type { Manifest } from '../../manifest/document';
import { indentOf, insertItem, lineBreak, ownPlace, replaceSource } from '../edits';
import { proposal } from '../proposals';
import { INSTANCE_CATEGORY, INSTANCE_GENERATION } from '../../model/awsLabels';
import { NODE_POOL } from '../kinds';
import { AUTO_MODE_GROUP } from '../../model/autoModeLabels';
import { isOnAws } from '../autoMode';
import { ARCH, CAPACITY_TYPE, INSTANCE_TYPE, SPOT } from '../../model/labels';
import { REQUIREMENTS, isStatic, requirementsOf } from '../nodePoolView';
import { at, list } from '../read';
import { editRule } from '../rule';

const NARROWING = [
  INSTANCE_TYPE,
  ...['karpenter.k8s.aws', AUTO_MODE_GROUP].flatMap((group) => [
    `${group}/instance-family`,
    `${group}/instance-generation`,
  ]),
];

const NEW_ENOUGH = `{ key: ${INSTANCE_GENERATION}, operator: Gt, values: ["4"] }`;
/** What Karpenter's own examples ask for. */
const USUAL = [
  `{ key: ${ARCH}, operator: In, values: [amd64] }`,
  `{ key: ${INSTANCE_CATEGORY}, operator: In, values: [c, m, r] }`,
  NEW_ENOUGH,
];

export const requirementsGiven = editRule({
  id: 'karpenter/requirements-given',
  kinds: [NODE_POOL],
  severity: 'info',
  fixable: true,
  docs: {
    summary: 'A pool rules out the types that nobody means.',
    why:
      'Without requirements a pool may launch every type of the region: bare metal, GPUs, the first generations. Most ' +
      'pools want `instance-category` in c, m, r, `instance-generation` above 2 and an architecture. A spot pool without ' +
      'a lower bound for the generation gets old families first, because few others ask for them.',
    source: 'https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecrequirements',
  },
  check({ manifest, report }) {
    if (isStatic(manifest) || !isOnAws(manifest)) return;
    const written = at(manifest.value, ...REQUIREMENTS);
    const requirements = requirementsOf(manifest);
    if (Array.isArray(written) && list(written).length === 0) {
      report({
        path: REQUIREMENTS,
        mark: 'key',
        message: 'no requirements: every EC2 type may be launched, bare metal and GPUs included',
        fixes: proposal('Require amd64 and categories c, m, r above generation 4', () =>
          replaceSource(manifest, REQUIREMENTS, overLines(manifest)),
        ),
      });
      return;
    }
    const spot = requirements.find(
      (one) => one.key === CAPACITY_TYPE && one.operator === 'In' && one.values.includes(SPOT),
    );
    if (!spot || requirements.some((one) => NARROWING.includes(one.key))) return;
    report({
      path: REQUIREMENTS,
      mark: 'key',
      severity: 'hint',
      message: 'no lower bound for instance-generation: spot capacity of the oldest families may be picked',
      fixes: proposal('Require a generation above 4', () => insertItem(manifest, REQUIREMENTS, NEW_ENOUGH)),
    });
  },
});

/** A flow list over several lines, below its key. */
function overLines(pool: Manifest): string {
  const place = ownPlace(pool, REQUIREMENTS);
  const { text } = pool.parsed;
  const outer = `${lineBreak(text)}${indentOf(text, place?.keyStart ?? 0)}`;
  return `[${USUAL.map((one) => `${outer}  ${one}`).join(',')}${outer}]`;
}

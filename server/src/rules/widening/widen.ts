/** The fix "Widen instance diversity": up to four ways out of a narrow pool, each proved by solving before and after. */
import type { Fix } from '../../model/finding';
import type { Manifest } from '../../manifest/document';
import { dollars, hourlyDollars } from '../../util/money';
import { compareNumber, compareText } from '../../util/sort';
import { NODE_CLASS } from '../kinds';
import type { ClusterGraph } from '../graph';
import { familyOf } from '../nodeClassView';
import { POOL_SPEC, REQUIREMENTS, requirementsOf } from '../nodePoolView';
import { ARCH } from '../../model/labels';
import { at, isSet, list, text } from '../read';
import { placedMore, prove, type Proof, type ProvedCluster } from './prove';
import { rewriteRequirements } from './rewrite';
import { waysToWiden, type Way, type WayGroup } from './ways';

const MAX_OFFERED = 4;
/** Words in a comment by which somebody says that the list is on purpose. */
const PINNED =
  /licen[cs]|certified|compliance|pinned|do not (?:change|touch|widen|extend)|savings plan|reserved instance/i;

interface Proved {
  readonly way: Way;
  readonly fix: Fix;
  readonly proof: Proof;
}

/** The ways that are proved, best first: cheapest for the cluster, then most spot pools, then most types; last those
 *  that need somebody to know the images. */
export function widenInstanceDiversity(pool: Manifest, cluster: ProvedCluster): readonly Fix[] {
  if (isPinned(pool)) return [];
  const { facts, graph } = cluster;
  const narrow = {
    types: facts.poolTypes(pool),
    classTypes: facts.classTypes(pool),
    mayUseArm: mayUseArm(pool, graph),
  };
  const proved = waysToWiden(narrow).flatMap((group) => firstProved(group, pool, cluster));
  const ranked = proved
    .sort(byMerit)
    .filter((one, index, all) => all.findIndex((other) => leavesSameTypes(one, other)) === index);
  const sure = ranked.filter(({ way }) => !way.needsCare);
  const careful = ranked.filter(({ way }) => way.needsCare).slice(0, 1);
  return [...sure.slice(0, MAX_OFFERED - careful.length), ...careful].map(({ fix }) => fix);
}

/** The first way of the group that is proved; the others cost no simulation then. */
function firstProved(group: WayGroup, pool: Manifest, cluster: ProvedCluster): Proved[] {
  for (const way of group) {
    const proved = proveWay(way, pool, cluster);
    if (proved.length > 0) return proved;
  }
  return [];
}

function proveWay(way: Way, pool: Manifest, cluster: ProvedCluster): Proved[] {
  const edits = rewriteRequirements(pool, way.wanted);
  if (edits.length === 0) return [];
  const proof = prove(cluster, pool, edits);
  if (!proof) return [];
  return [{ way, proof, fix: { title: titleOf(way, proof), safe: false, edits } }];
}

const leavesSameTypes = (a: Proved, b: Proved): boolean =>
  a.proof.after.types.map(({ name }) => name).join() === b.proof.after.types.map(({ name }) => name).join();

function byMerit(a: Proved, b: Proved): number {
  return (
    compareNumber(Number(a.way.needsCare), Number(b.way.needsCare)) ||
    compareNumber(a.proof.after.simulation.usdPerMonth, b.proof.after.simulation.usdPerMonth) ||
    compareNumber(b.proof.after.spotPoolCount, a.proof.after.spotPoolCount) ||
    compareNumber(b.proof.after.types.length, a.proof.after.types.length) ||
    compareText(a.way.label, b.way.label)
  );
}

/** "Widen instance diversity: 4 -> 86 types, same pods, -$212/month (typical -$180), 20 -> 430 spot pools, taken back
 *  10-15% -> 5-10%: newer generations (c6i, c7i)". */
function titleOf(way: Way, proof: Proof): string {
  const { before, after } = proof;
  const gains = [
    `${before.types.length} -> ${after.types.length} types`,
    ...(before.podCount > 0 || after.podCount > 0
      ? [podsText(placedMore(proof)), costText(proof)]
      : [cheapest(before.cheapestUsdPerHour, after.cheapestUsdPerHour)]),
    after.spotPoolCount > 0 ? `${before.spotPoolCount} -> ${after.spotPoolCount} spot pools` : undefined,
    interruptionText(proof),
  ];
  return `Widen instance diversity: ${gains.filter(isSet).join(', ')}: ${way.label}`;
}

/** What the cheapest types bring, and beside it those in the middle. */
function costText({ before, after }: Proof): string {
  const least = signedUsd(after.simulation.usdPerMonth - before.simulation.usdPerMonth);
  const typical = signedUsd(after.typicalUsdPerMonth - before.typicalUsdPerMonth);
  return typical === least ? least : `${least} (typical ${typical.replace('/month', '')})`;
}

/** Classes of the spot advisor: the share of instances that EC2 takes back in a month. */
function interruptionText({ before, after }: Proof): string | undefined {
  const [from, to] = [before.interruption?.label, after.interruption?.label];
  if (from === undefined || to === undefined) return undefined;
  return from === to ? `taken back ${to} as before` : `taken back ${from} -> ${to}`;
}

const podsText = (more: number): string =>
  more > 0 ? `${more} pending ${more === 1 ? 'pod' : 'pods'} placed` : 'same pods';

function signedUsd(usdPerMonth: number): string {
  const rounded = Math.round(usdPerMonth);
  if (rounded === 0) return 'same cost';
  return `${rounded > 0 ? '+' : ''}${dollars(rounded, 0)}/month`;
}

function cheapest(before: number | undefined, after: number | undefined): string | undefined {
  if (before === undefined || after === undefined || after >= before) return undefined;
  return `cheapest ${hourlyDollars(before)} -> ${hourlyDollars(after)}/h`;
}

/** Whether a comment above or inside the pool's requirements says that they are meant. */
function isPinned(pool: Manifest): boolean {
  const place = pool.placeOf(REQUIREMENTS);
  if (place?.keyStart === undefined) return true;
  const { text: source } = pool.parsed;
  const inside = source.slice(place.keyStart, place.end).match(/#[^\n]*/g) ?? [];
  return [...commentsAbove(source, place.keyStart), ...inside].some((comment) => PINNED.test(comment));
}

/** The comment lines that stand right above the line of an offset. */
function commentsAbove(source: string, offset: number): readonly string[] {
  const lines = source.slice(0, offset).split('\n').slice(0, -1).reverse();
  const end = lines.findIndex((line) => !line.trimStart().startsWith('#'));
  return end < 0 ? lines : lines.slice(0, end);
}

/** arm64 is offered where the pool asks for amd64 alone in so many words, and the node class has images for both. */
function mayUseArm(pool: Manifest, graph: ClusterGraph): boolean {
  const arch = requirementsOf(pool).filter((one) => one.key === ARCH);
  if (arch.some((one) => one.operator !== 'In')) return false;
  const className = text(at(pool.value, ...POOL_SPEC, 'nodeClassRef', 'name'));
  const nodeClass = className === undefined ? undefined : graph.findGlobal(NODE_CLASS, className, pool);
  if (!nodeClass) return false;
  const terms = list(at(nodeClass.value, 'spec', 'amiSelectorTerms'));
  const multiArch = ['AL2', 'AL2023', 'Bottlerocket'].includes(familyOf(nodeClass) ?? '');
  return multiArch && terms.every((term) => isSet(at(term, 'alias')));
}

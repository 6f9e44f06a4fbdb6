/** Why pods stayed pending: asked once per class after the last placement, when the answer is the one that the last try
 *  got. Pods are judged in their barest form, as upstream reports them. */
import { haveIntersection, isSatisfiedByAbsence, type Requirement } from '../model/requirement';
import { untolerated } from '../model/taints';
import { WELL_KNOWN_LABELS } from '../model/wellKnownLabels';
import { compareNumber, compareText } from '../util/sort';
import { countBits, forEachBit, keep, type Bits } from './bitset';
import { emptyRoom, podsOf, type Room } from './claim';
import type { ClassifiedGroup } from './classify';
import { conflicts } from './hostPorts';
import type { SolveInput, Unplaced } from './input';
import { shortfalls } from './launch';
import type { BarrenPool, NodeTemplate, Templates } from './nodeTemplate';
import type { BrokenClaim } from './plan';
import type { PodClass, PodForm } from './podClass';
import { Prober } from './probe';
import type { InstanceTrouble, PoolReason, PoolTrouble, Reason } from './reasons';
import type { RequirementSet } from './requirementTable';
import type { ScheduleContext, Scheduler } from './scheduler';
import type { TopologyGroup } from './topologyGroup';

export interface DiagnoseRequest {
  readonly input: SolveInput;
  readonly context: ScheduleContext;
  readonly templates: Templates;
  readonly scheduler: Scheduler;
  /** One entry per pod. */
  readonly pending: readonly ClassifiedGroup[];
  readonly broken: readonly BrokenClaim[];
}

/** By group, then reason. */
export function explainUnplaced(request: DiagnoseRequest): readonly Unplaced[] {
  const unplaced = [
    ...refusedGroups(request.input),
    ...pendingGroups(request),
    ...brokenClaims(request.broken),
  ];
  return unplaced.sort(
    (a, b) => compareNumber(a.group, b.group) || compareText(a.reason.code, b.reason.code),
  );
}

const refusedGroups = ({ groups }: SolveInput): Unplaced[] =>
  groups.flatMap(({ template: { refusal }, podCount }, group) =>
    refusal ? [{ group, count: podCount, reason: { code: 'refused' as const, detail: refusal } }] : [],
  );

function pendingGroups(request: DiagnoseRequest): Unplaced[] {
  const counts = new Map<number, number>();
  const classes = new Map<number, PodClass>();
  for (const { group, podClass } of request.pending) {
    counts.set(group, (counts.get(group) ?? 0) + 1);
    classes.set(group, podClass);
  }
  const reasons = new Map<PodClass, Reason>();
  const reasonOf = (podClass: PodClass): Reason => {
    const reason = reasons.get(podClass) ?? explainClass(request, podClass);
    reasons.set(podClass, reason);
    return reason;
  };
  return [...counts].map(([group, count]) => ({
    group,
    count,
    reason: reasonOf(classes.get(group) as PodClass),
  }));
}

const brokenClaims = (broken: readonly BrokenClaim[]): Unplaced[] =>
  broken.flatMap(({ claim, unmet }) =>
    podsOf(claim).map(({ group, count }) => ({
      group,
      count,
      reason: { code: 'min-values-after-cut' as const, pool: claim.template.pool.name, unmet },
    })),
  );

function explainClass({ context, templates, scheduler }: DiagnoseRequest, podClass: PodClass): Reason {
  const form = podClass.forms.at(-1) as PodForm;
  const pools: PoolReason[] = [
    ...templates.usable.map((template) => ({
      pool: template.pool.name,
      ...troubleWith(template, form, context, scheduler.claims.length),
    })),
    ...templates.barren.map((barren) => ({ pool: barren.pool.name, ...barrenTrouble(barren) })),
  ];
  return { code: 'no-pool-fits', pools };
}

function barrenTrouble({ filter, requirements }: BarrenPool): PoolTrouble {
  const { allowed } = filter.select(requirements);
  return { code: 'no-instance-types', unmet: shortfalls(filter.index, requirements, allowed) };
}

function troubleWith(
  template: NodeTemplate,
  form: PodForm,
  context: ScheduleContext,
  nextId: number,
): PoolTrouble {
  const { limits, pool } = template;
  if (limits.allowsNoNode) return { code: 'node-limit' };
  const within = limits.within;
  if (countBits(within) === 0) return { code: 'limits', remaining: Object.fromEntries(limits.remaining) };
  const taints = untolerated(pool.taints, form.wishes.tolerations);
  if (taints.length > 0) return { code: 'taints', taints };
  if (form.shape.parts.refusesNewHosts) return { code: 'hostname' };
  const room = emptyRoom(template, within, context.resources.zero(), nextId);
  return (
    labelTrouble(room.set, form.shape.parts.requirements, false) ??
    volumeTrouble(room, form, context) ??
    topologyTrouble(room, form, context) ??
    typeTrouble(room, form, context)
  );
}

/** The first label, by name, on which pod and node do not go together. */
function labelTrouble(node: RequirementSet, pod: RequirementSet, byVolume: boolean): PoolTrouble | undefined {
  const wanted = [...pod.byKey].sort(([a], [b]) => compareText(a, b));
  for (const [key, requirement] of wanted) {
    if (!node.byKey.has(key) && !WELL_KNOWN_LABELS.has(key) && !isSatisfiedByAbsence(requirement)) {
      return { code: 'undefined-label', key };
    }
  }
  for (const [key, requirement] of wanted) {
    const existing = node.byKey.get(key);
    if (existing && !agree(existing, requirement)) {
      return { code: 'conflict', key, pod: plain(requirement), node: plain(existing), byVolume };
    }
  }
  return undefined;
}

/** Without the number that it has in this solve's table. */
const plain = ({ key, complement, values, gte, lte, minValues }: Requirement): Requirement => ({
  ...{ key, complement, values, gte, lte, minValues },
});

const agree = (a: Requirement, b: Requirement): boolean =>
  haveIntersection(a, b) || (isSatisfiedByAbsence(a) && isSatisfiedByAbsence(b));

function volumeTrouble(room: Room, form: PodForm, { table }: ScheduleContext): PoolTrouble | undefined {
  const base = table.add(room.set, form.shape.parts.requirements);
  const troubles = form.podClass.volumes.map(({ set, refusesNewHosts }): PoolTrouble | undefined =>
    refusesNewHosts ? { code: 'hostname' } : labelTrouble(base, set, true),
  );
  return troubles.length > 0 && troubles.every((trouble) => trouble !== undefined)
    ? troubles.at(-1)
    : undefined;
}

function topologyTrouble(room: Room, form: PodForm, context: ScheduleContext): PoolTrouble | undefined {
  const { podClass, strict } = form;
  const set = context.table.add(room.set, form.shape.parts.requirements);
  const others = podClass.audiences.flatMap(({ id }) => context.topology.forbidding[id] ?? []);
  const blocks = (group: TopologyGroup): boolean => {
    const { key, audience } = group.rule;
    const countsItself = podClass.audienceIds.has(audience.id);
    if (group.isPerHost) return !group.admitsHost(room.id, countsItself);
    const next = group.next(countsItself, strict.byKey.get(key), set.byKey.get(key));
    return !next || context.table.compatibility(set, context.table.setOf([next])) !== 'compatible';
  };
  const own = [...form.hostGroups, ...form.domainGroups].find(blocks);
  if (own) return topologyFacts(own, false);
  const other = others.find(blocks);
  return other && topologyFacts(other, true);
}

const topologyFacts = (group: TopologyGroup, byOthers: boolean): PoolTrouble => ({
  code: 'topology',
  type: group.rule.type,
  key: group.rule.key,
  byOthers,
  counts: group.domains.entries(),
});

function typeTrouble(room: Room, form: PodForm, context: ScheduleContext): PoolTrouble {
  const { hostPorts } = form.podClass;
  const { daemonGroups, filter } = room.template;
  if (hostPorts.length > 0 && daemonGroups.every((group) => conflicts(hostPorts, group.hostPorts))) {
    return { code: 'host-ports' };
  }
  const prober = new Prober(context.table, context.topology);
  prober.begin(form);
  if (prober.probe(room, form, true) === 'accepted') {
    return { code: 'min-values', unmet: shortfalls(filter.index, prober.set, prober.types) };
  }
  const trouble = instanceTrouble(room, form, context);
  return trouble.unmet ? trouble : (domainTrouble(room, form, context) ?? trouble);
}

function instanceTrouble(room: Room, form: PodForm, context: ScheduleContext): InstanceTrouble {
  const { filter } = room.template;
  const wanted = form.shape.parts.requirements;
  const { compatible, offered, allowed } = filter.select(context.table.add(room.set, wanted));
  const amounts = requestsOf(room, form);
  const requests = context.resources.toResources(amounts);
  const alone = [...wanted.byKey]
    .sort(([a], [b]) => compareText(a, b))
    .find(([, one]) => isEmpty(typesFor(room, context.table.add(room.set, context.table.setOf([one])))));
  return {
    code: 'no-type-fits',
    typeCount: countBits(room.types),
    ...limitsOn(room),
    meetingRequirements: countBits(common(room.types, compatible)),
    withOffering: countBits(common(room.types, offered)),
    withRoom: countBits(roomyTypes(room, amounts)),
    ...(alone ? { unmet: plain(alone[1]) } : {}),
    requests,
    most: mostOf(room, common(room.types, allowed), requests),
  };
}

/** What limits took of the pool's types before the pod was looked at. */
function limitsOn({ types, template }: Room): Pick<InstanceTrouble, 'limited'> {
  const ofTypes = countBits(template.types);
  const remaining = Object.fromEntries(template.limits.remaining);
  return ofTypes > countBits(types) ? { limited: { ofTypes, remaining } } : {};
}

/** The first domain that topology asks for where no type is left, although without topology one would do. */
function domainTrouble(room: Room, form: PodForm, context: ScheduleContext): PoolTrouble | undefined {
  const { table } = context;
  const set = table.add(room.set, form.shape.parts.requirements);
  const roomy = roomyTypes(room, requestsOf(room, form));
  const holds = (one: RequirementSet): boolean => !isEmpty(common(roomy, typesFor(room, one)));
  if (!holds(set)) return undefined;
  for (const group of form.domainGroups) {
    const { key, audience, type } = group.rule;
    const countsItself = form.podClass.audienceIds.has(audience.id);
    const domain = group.next(countsItself, form.strict.byKey.get(key), set.byKey.get(key));
    if (domain && !holds(table.add(set, table.setOf([domain]))))
      return { code: 'domain-without-types', type, domain: plain(domain), counts: group.domains.entries() };
  }
  return undefined;
}

/** What the pod asks for together with the daemons, at the least. */
function requestsOf(room: Room, form: PodForm): Float64Array {
  const requests = form.podClass.requests.slice();
  const overheads = room.template.daemonGroups.map(({ overhead }) => overhead);
  requests.forEach((amount, resource) => {
    requests[resource] = amount + Math.min(...overheads.map((overhead) => overhead[resource] ?? 0));
  });
  return requests;
}

function roomyTypes(room: Room, requests: Float64Array): Bits {
  const roomy = room.types.slice();
  room.template.filter.fitTables.forEach((table, resource) =>
    keep(roomy, table.holding(requests[resource] ?? 0)),
  );
  return roomy;
}

const typesFor = (room: Room, set: RequirementSet): Bits =>
  common(room.types, room.template.filter.select(set).allowed);

const isEmpty = (types: Bits): boolean => countBits(types) === 0;

function common(a: Bits, b: Bits): Bits {
  const both = a.slice();
  keep(both, b);
  return both;
}

function mostOf(room: Room, among: Bits, requests: Readonly<Record<string, number>>): Record<string, number> {
  const { types } = room.template.filter.index;
  const most: Record<string, number> = {};
  for (const name of Object.keys(requests)) {
    let largest = 0;
    forEachBit(among, (type) => (largest = Math.max(largest, types[type]?.allocatable[name] ?? 0)));
    most[name] = largest;
  }
  return most;
}

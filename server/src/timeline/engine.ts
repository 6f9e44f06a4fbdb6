/** What the parts of a timeline share: the plan, the events, pods and nodes, and the log. */
import type { World } from '../consolidation/state';
import { NodeNames } from '../consolidation/launches';
import { seededRandom } from '../util/random';
import type { Accounts } from './accounts';
import { EventQueue } from './eventQueue';
import { Fleet } from './fleet';
import type { TimelinePlan } from './plan';
import { PodStates } from './podStates';

/** Something that happened, for people: in the order in which it did. */
export interface LoggedEvent {
  readonly t: number;
  readonly kind:
    | 'scale'
    | 'schedule'
    | 'launch'
    | 'node-ready'
    | 'node-gone'
    | 'consolidate'
    | 'interrupt'
    | 'expire'
    | 'preempt'
    | 'unschedulable';
  readonly text: string;
}

/** More are not kept: their number goes on. */
const MAX_EVENTS = 2000;

export class Engine {
  readonly queue = new EventQueue();
  readonly fleet = new Fleet();
  /** Of the workload whose load it is. */
  readonly subjectPods: PodStates;
  readonly names = new NodeNames();
  readonly log: LoggedEvent[] = [];
  readonly random: () => number;
  /** Sizes that controllers have asked for, by workload. */
  readonly wanted = new Map<string, number>();
  eventCount = 0;

  constructor(
    readonly plan: TimelinePlan,
    readonly accounts: Accounts,
  ) {
    this.random = seededRandom(plan.seed);
    this.subjectPods = new PodStates(this.fleet, plan.subject.key);
  }

  get world(): World {
    return this.plan.world;
  }

  say(t: number, kind: LoggedEvent['kind'], text: string): void {
    this.eventCount++;
    if (this.log.length < MAX_EVENTS) this.log.push({ t, kind, text });
  }
}

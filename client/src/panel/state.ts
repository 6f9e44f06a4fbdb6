/** What the reader chose in the panel. Plain data: it is kept while the panel is hidden and over a reload. */
import { NO_CHOICE, type TimelineChoice } from './timeline/choice';
import type { Replicas } from '../../../server/src/protocol/previewModel';
import type { WhatIfChange } from '../../../server/src/protocol/requests';

export const TABS = ['nodes', 'table', 'whatIf', 'compare', 'week', 'timeline', 'scaleDown'] as const;
export type Tab = (typeof TABS)[number];
/** By which resource boxes are drawn. */
export type Area = 'cpu' | 'memory';

export interface PanelState {
  readonly tab: Tab;
  readonly area: Area;
  readonly whatIf: WhatIfChange;
  readonly revision: string;
  readonly minutesPerNode: number;
  readonly timeline: TimelineChoice;
  /** Keys of open <details>. */
  readonly open: readonly string[];
  readonly scrollY: number;
  /** Workload -> colour, so that an edit leaves the colours of the others alone. */
  readonly slots: Readonly<Record<string, number>>;
  readonly target: { readonly cluster: string; readonly replicas: Replicas } | undefined;
}

const INITIAL: PanelState = {
  tab: 'nodes',
  area: 'cpu',
  whatIf: {},
  revision: 'HEAD',
  minutesPerNode: 5,
  timeline: NO_CHOICE,
  open: [],
  scrollY: 0,
  slots: {},
  target: undefined,
};

/** A stored state of any version: what it lacks is as at first. */
export function restored(stored: unknown): PanelState {
  const known = typeof stored === 'object' && stored !== null ? (stored as Partial<PanelState>) : {};
  const state = { ...INITIAL, ...known };
  return TABS.includes(state.tab) ? state : { ...state, tab: 'nodes' };
}

/** Gives each workload a colour of its own, those seen before the same as before. */
export function withSlots(state: PanelState, names: readonly string[]): PanelState {
  const slots: Record<string, number> = {};
  for (const name of names) {
    const slot = state.slots[name];
    if (slot !== undefined) slots[name] = slot;
  }
  const taken = new Set(Object.values(slots));
  let next = 0;
  for (const name of names) {
    if (slots[name] !== undefined) continue;
    while (taken.has(next)) next++;
    slots[name] = next;
    taken.add(next);
  }
  const isSame = taken.size === Object.keys(state.slots).length && names.every((name) => name in state.slots);
  // The same object, as long as nothing in it changes.
  return isSame ? state : { ...state, slots };
}

/** The change without parts that say nothing. */
export function compactChange(change: WhatIfChange): WhatIfChange {
  const isSaid = (value: unknown): boolean =>
    typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== undefined;
  return Object.fromEntries(Object.entries(change).filter(([, value]) => isSaid(value)));
}

export const hasChange = (change: WhatIfChange): boolean => Object.keys(compactChange(change)).length > 0;

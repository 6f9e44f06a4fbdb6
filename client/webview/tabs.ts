/** From view to view. */
import { TABS, type Tab } from '../src/panel/state';
import { render, reveal } from './drawing';
import type { Subject } from '../src/panel/messages';
import { element, page, setState } from './page';
import { askForTab, leave } from './questions';

export function selectTab(tab: string): void {
  if (!(TABS as readonly string[]).includes(tab)) return;
  if (tab !== page.state.tab) leave(page.state.tab);
  setState({ tab: tab as Tab });
  render();
  askForTab();
}

/** Pools and workloads are in the picture and in the table; from any other view, the picture is opened. */
export function revealSubject(subject: Subject): void {
  reveal(subject);
  if (page.state.tab !== 'nodes' && page.state.tab !== 'table') selectTab('nodes');
}

/** Arrows, Home and End go from tab to tab, as in every list of tabs. */
export function moveTab(event: KeyboardEvent): void {
  const at = TABS.indexOf(page.state.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = TABS[(to + TABS.length) % TABS.length] ?? 'nodes';
  selectTab(tab);
  element(`tab-${tab}`)?.focus();
}

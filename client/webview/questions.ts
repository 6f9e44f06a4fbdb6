/** What the page asks, and when: with the view that is on show, after what the reader changed. */
import type { WhatIfChange } from '../../server/src/protocol/requests';
import type { Question } from '../src/panel/messages';
import { hasChange, type PanelState, type Tab } from '../src/panel/state';
import { questionOf as timelineQuestion } from '../src/panel/timeline/choice';
import { weekOf } from '../src/panel/week';
import { readChange } from '../src/panel/whatIfChange';
import { forget, page, send } from './page';

/** While someone types, the last answer stays; the question waits for a pause. */
const TYPING_MS = 200;

let timer = 0;

export function ask(id: Question['id']): void {
  const { target } = page.state;
  if (target) send({ type: 'ask', question: questionOf(id, target, page.state) });
}

export function askSoon(id: Question['id']): void {
  stopAsking();
  timer = window.setTimeout(() => ask(id), TYPING_MS);
}

/** What was typed that says something of the cluster on show. */
export function whatIfAsked(): WhatIfChange {
  const result = page.view?.result;
  const workloads = result?.state === 'ready' ? result.preview.workloads : [];
  const names = workloads.map(({ name }) => name);
  return readChange(page.state.whatIf, names).change;
}

/** Neither the answer that is there nor one that is under way is to what is asked now. */
export function drop(id: Question['id']): void {
  forget(id);
  send({ type: 'drop', id });
}

const QUESTIONS: Readonly<Partial<Record<Tab, readonly Question['id'][]>>> = {
  whatIf: ['whatIf'],
  compare: ['compare'],
  week: ['week'],
  timeline: ['timeline', 'strategies'],
  scaleDown: ['scaleDown'],
};

/** Who comes back asks anew, so that nothing is worked out for a view that is not on show. */
export function leave(tab: Tab): void {
  stopAsking();
  for (const id of QUESTIONS[tab] ?? []) send({ type: 'drop', id });
}

export const stopAsking = (): void => window.clearTimeout(timer);

export function askForTab(): void {
  const { tab, open } = page.state;
  if (tab === 'whatIf' && hasChange(whatIfAsked())) ask('whatIf');
  if (tab === 'compare') ask('compare');
  if (tab === 'week') ask('week');
  if (tab === 'timeline') {
    drop('strategies');
    ask('timeline');
  }
  if (tab === 'scaleDown') ask('scaleDown');
  if (open.some((key) => key.startsWith('why/'))) ask('explain');
}

function questionOf(
  id: Question['id'],
  target: NonNullable<PanelState['target']>,
  { revision, minutesPerNode, timeline }: PanelState,
): Question {
  switch (id) {
    case 'whatIf':
      return { id, params: { ...target, change: whatIfAsked() } };
    case 'compare': {
      const fromSecond = Math.floor(Date.now() / 1000);
      return { id, params: { ...target, revision, fromSecond, secondsPerNode: minutesPerNode * 60 } };
    }
    case 'week': {
      const { dayStarts } = weekOf(new Date(), page.view?.timeZone);
      return { id, params: { ...target, fromSecond: dayStarts[0] ?? 0, toSecond: dayStarts.at(-1) ?? 0 } };
    }
    case 'explain':
    case 'scaleDown':
      return { id, params: target };
    case 'timeline':
    case 'strategies':
      return { id, params: { ...target, question: timelineQuestion(timeline) } };
  }
}

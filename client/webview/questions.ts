/** What the page asks, as the reader's choices stand. */
import type { Question } from '../src/panel/messages';
import { compactChange, type PanelState } from '../src/panel/state';
import { questionOf as timelineQuestion } from '../src/panel/timeline/choice';
import { weekOf } from './week';

export function questionOf(
  id: Question['id'],
  target: NonNullable<PanelState['target']>,
  { whatIf, revision, minutesPerNode, timeline }: PanelState,
): Question {
  switch (id) {
    case 'whatIf':
      return { id, params: { ...target, change: compactChange(whatIf) } };
    case 'compare': {
      const fromSecond = Math.floor(Date.now() / 1000);
      return { id, params: { ...target, revision, fromSecond, secondsPerNode: minutesPerNode * 60 } };
    }
    case 'week': {
      const { dayStarts } = weekOf(new Date());
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

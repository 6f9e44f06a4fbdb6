/** What a screen reader says once a view has its answer: the gist of what is drawn. */
import type { ScaleDownModel, TimelineModel } from '../../../server/src/protocol/motionRequests';
import type { PreviewPicture } from '../../../server/src/protocol/previewModel';
import type { DriftModel, Unavailable } from '../../../server/src/protocol/requests';
import { counted, usdPerMonth } from '../format';
import { replacedIn } from './compareView';
import type { Answers, Question } from './messages';
import { billPerMonth } from './parts';
import { isNeverServed, serveText } from './timeline/amounts';
import { blockedText } from './weekView';

/** '' where nothing is answered, and where the answer stands beside what was asked with. */
export function answerText(id: Question['id'], answers: Answers, currencyLabel: string): string {
  switch (id) {
    case 'whatIf':
      return told(answers.whatIf, changeText);
    case 'compare':
      return told(answers.compare, (answer) => `${driftText(answer.drift)} ${changeText(answer)}`);
    case 'week':
      return told(answers.week, ({ pools }) =>
        pools.map((pool) => `${pool.name}: ${blockedText(pool)}`).join(', '),
      );
    case 'timeline':
      return told(answers.timeline, timelineText);
    case 'strategies':
      return told(answers.strategies, ({ reason }) => reason);
    case 'scaleDown':
      return told(answers.scaleDown, (answer) => scaleDownText(answer, currencyLabel));
    case 'explain':
      return '';
  }
}

function told<Ready extends { readonly state: 'ready' }>(
  answer: Ready | Unavailable | 'asked' | undefined,
  text: (ready: Ready) => string,
): string {
  if (answer === undefined || answer === 'asked') return '';
  return answer.state === 'ready' ? text(answer) : answer.message;
}

interface Change {
  readonly before: PreviewPicture;
  readonly after: PreviewPicture;
}

const changeText = ({ before, after }: Change): string => `${sumText(after)}; before: ${sumText(before)}`;

function sumText({ cost: { bill, currencyLabel }, totals }: PreviewPicture): string {
  const pending = totals.unplacedPodCount > 0 ? `, ${counted(totals.unplacedPodCount, 'pending pod')}` : '';
  return `${billPerMonth(bill, currencyLabel)} a month, ${counted(totals.nodeCount, 'node')}${pending}`;
}

const driftText = (drift: DriftModel): string => `${counted(replacedIn(drift), 'running node')} replaced.`;

function timelineText({ chart, slo }: TimelineModel): string {
  const served = isNeverServed(slo)
    ? 'demand is never served'
    : `served within ${serveText(slo, slo.timeToServe.p95Seconds)} at p95`;
  return `${chart.title}: ${served}`;
}

function scaleDownText(
  { error, change, initial, final, savingsUsdPerMonth }: ScaleDownModel,
  currencyLabel: string,
): string {
  if (error !== undefined) return error;
  if (Object.keys(change).length === 0) return 'no workload shrinks';
  const [before, after] = [initial.nodes.length, final.nodes.length];
  return `${counted(before, 'node')}, afterwards ${after}; ${usdPerMonth(savingsUsdPerMonth, currencyLabel)} a month saved`;
}

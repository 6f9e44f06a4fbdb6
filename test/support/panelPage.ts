/** The panel's page as markup, for tests of its renderers. */
import type { Answers } from '../../client/src/panel/messages';
import { renderSections } from '../../client/src/panel/page';
import { restored, withSlots, type PanelState } from '../../client/src/panel/state';
import type { PreviewView } from '../../client/src/previewSession';
import type { PreviewModel } from '../../server/src/protocol/previewModel';

const WEEK = {
  dayStarts: [0, 1, 2, 3, 4, 5, 6, 7].map((day) => day * 86_400),
  timeZone: 'UTC',
  timeText: String,
};

export interface Shown {
  readonly state?: Partial<PanelState>;
  readonly answers?: Answers;
  readonly view?: Partial<PreviewView>;
}

export function render(preview: PreviewModel, { state = {}, answers = {}, view = {} }: Shown = {}): string {
  const sections = renderSections({
    view: {
      ...{ clusters: [], cluster: preview.cluster, replicas: 'spec', isBusy: false },
      result: { state: 'ready', preview },
      ...view,
    },
    state: withSlots(
      { ...restored(undefined), ...state },
      preview.workloads.map(({ name }) => name),
    ),
    answers,
    week: WEEK,
  });
  return Object.values(sections).join('\n');
}

/** What a reader sees of some markup. */
export const plain = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

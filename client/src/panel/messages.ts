/** What the panel's page and the extension say to each other. */
import type {
  ScaleDownParams,
  ScaleDownResult,
  StrategiesResult,
  TimelineParams,
  TimelineResult,
} from '../../../server/src/protocol/motionRequests';
import type { Replicas } from '../../../server/src/protocol/previewModel';
import type {
  BudgetWeekParams,
  BudgetWeekResult,
  CompareResult,
  ExplainParams,
  ExplainResult,
  WhatIfParams,
  WhatIfResult,
} from '../../../server/src/protocol/requests';
import type { Difference } from '../../../server/src/util/difference';
import type { PreviewView } from '../previewSession';

export type ToPage =
  | { readonly type: 'view'; readonly view: PreviewView; readonly number: number }
  /** What differs from the view of the number before. */
  | { readonly type: 'viewChange'; readonly difference: Difference | undefined; readonly number: number }
  | { readonly type: 'busy'; readonly isBusy: boolean }
  | Answer
  /** The text of a file that the reader chose. */
  | { readonly type: 'csv'; readonly text: string }
  /** What the caret of the editor is in. */
  | { readonly type: 'caret'; readonly subject: Subject | undefined }
  /** Bring it into view, now or with the next numbers. */
  | { readonly type: 'reveal'; readonly subject: Subject };

export interface Subject {
  readonly kind: 'pool' | 'workload';
  readonly name: string;
}

export type Question =
  | { readonly id: 'whatIf'; readonly params: WhatIfParams }
  | { readonly id: 'compare'; readonly params: CompareQuestion }
  | { readonly id: 'week'; readonly params: BudgetWeekParams }
  | { readonly id: 'explain'; readonly params: ExplainParams }
  | { readonly id: 'timeline'; readonly params: TimelineParams }
  | { readonly id: 'strategies'; readonly params: TimelineParams }
  | { readonly id: 'scaleDown'; readonly params: ScaleDownParams };

/** The extension adds the texts of the revision. */
export interface CompareQuestion {
  readonly cluster: string;
  readonly replicas: Replicas;
  readonly revision: string;
  readonly fromSecond: number;
  readonly secondsPerNode: number;
}

export interface Answers {
  readonly whatIf?: WhatIfResult;
  readonly compare?: CompareResult;
  readonly week?: BudgetWeekResult;
  readonly explain?: ExplainResult;
  readonly timeline?: TimelineResult;
  /** Asked by a button, not by looking at the view. */
  readonly strategies?: StrategiesResult | 'asked';
  readonly scaleDown?: ScaleDownResult;
}

export interface Answer {
  readonly type: 'answer';
  readonly id: Question['id'];
  readonly answer: Exclude<NonNullable<Answers[Question['id']]>, 'asked'>;
}

export type ExportFormat = 'markdown' | 'json' | 'svg';

/** What its buttons may run. */
export const PAGE_COMMANDS = [
  'dryfit.restartServer',
  'dryfit.showLog',
  'dryfit.openSample',
  'dryfit.openWalkthrough',
] as const;
export type PageCommand = (typeof PAGE_COMMANDS)[number];

export type FromPage =
  /** The page is there, at first or after it was hidden. */
  | { readonly type: 'ready' }
  | { readonly type: 'cluster'; readonly cluster: string }
  | { readonly type: 'replicas'; readonly replicas: Replicas }
  | { readonly type: 'command'; readonly command: PageCommand }
  | { readonly type: 'open'; readonly uri: string; readonly line: number; readonly character: number }
  | { readonly type: 'ask'; readonly question: Question }
  /** The answer is wanted no more. */
  | { readonly type: 'drop'; readonly id: Question['id'] }
  | { readonly type: 'chooseCsv' }
  /** Manifests, to look at in an editor; nothing is saved. */
  | { readonly type: 'manifests'; readonly text: string }
  | { readonly type: 'export'; readonly format: ExportFormat; readonly text: string };

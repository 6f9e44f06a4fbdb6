/** What the panel's page and the extension say to each other. */
import type {
  BudgetWeekParams,
  BudgetWeekResult,
  CompareResult,
  ExplainParams,
  ExplainResult,
  Replicas,
  WhatIfParams,
  WhatIfResult,
} from '../../../server/src/protocol/requests';
import type { PreviewView } from '../previewSession';

export type ToPage =
  | { readonly type: 'view'; readonly view: PreviewView }
  | Answer
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
  | { readonly id: 'explain'; readonly params: ExplainParams };

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
}

export interface Answer {
  readonly type: 'answer';
  readonly id: Question['id'];
  readonly answer: NonNullable<Answers[Question['id']]>;
}

export type ExportFormat = 'markdown' | 'json' | 'svg';

export type FromPage =
  /** The page is there, at first or after it was hidden. */
  | { readonly type: 'ready' }
  | { readonly type: 'cluster'; readonly cluster: string }
  | { readonly type: 'replicas'; readonly replicas: Replicas }
  | { readonly type: 'command'; readonly command: 'dryfit.restartServer' | 'dryfit.showLog' }
  | { readonly type: 'open'; readonly uri: string; readonly line: number; readonly character: number }
  | { readonly type: 'ask'; readonly question: Question }
  | { readonly type: 'export'; readonly format: ExportFormat; readonly text: string };

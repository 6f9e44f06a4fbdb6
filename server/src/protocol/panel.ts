/** The panel's further questions about a cluster: what if, since a revision, the week of its budgets, why pods are
 *  pending, a load over time, the time after it. Each is a job of the worker, cancelled with its request. */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { ClusterInput } from '../analysis/jobs/jobs';
import { isCancelled, type RunningJob } from '../analysis/jobs/ports';
import type { ClusterPreview } from '../analysis/shown/preview';
import type { Failure, Outcome } from '../util/outcome';
import { guardRequest, type Guard } from './guard';
import {
  SCALE_DOWN,
  STRATEGIES,
  TIMELINE,
  type ScaleDownParams,
  type ScaleDownResult,
  type StrategiesResult,
  type TimelineParams,
  type TimelineResult,
} from './motionRequests';
import type { PreviewPicture, Replicas } from './previewModel';
import {
  BUDGET_WEEK,
  COMPARE,
  EXPLAIN,
  WHAT_IF,
  type BudgetWeekParams,
  type BudgetWeekResult,
  type CompareParams,
  type CompareResult,
  type ExplainParams,
  type ExplainResult,
  type Unavailable,
  type WhatIfParams,
  type WhatIfResult,
} from './requests';
import type { Session } from './session';
import type { Solved } from './solves';

interface Question {
  readonly cluster: string;
  readonly replicas?: Replicas;
}

/** What all questions start from: the cluster's simulation as it stands, and the input that it was made from. */
interface Standing {
  readonly input: ClusterInput;
  readonly solved: Solved;
  readonly preview: ClusterPreview;
  readonly replicas: Replicas;
}

type Answered<T> = { readonly state: 'ready'; readonly value: T } | Unavailable;

export function registerPanel(session: Session): void {
  const { connection } = session;
  const register = <P extends Question, R>(method: string, name: string, answer: Answer<P, R>): void =>
    registerQuestion(session, { method, name, answer, connection, guard: session.guard });
  register(WHAT_IF, 'what if', whatIf);
  register(COMPARE, 'compare', compare);
  register(BUDGET_WEEK, 'budget week', budgetWeek);
  register(EXPLAIN, 'explain', explain);
  register<TimelineParams, TimelineResult>(
    TIMELINE,
    'timeline',
    ({ worker }, { question }, { input }, token) => played(worker.timeline({ ...input, question }), token),
  );
  register<TimelineParams, StrategiesResult>(
    STRATEGIES,
    'strategies',
    ({ worker }, { question }, { input }, token) => played(worker.strategies({ ...input, question }), token),
  );
  register<ScaleDownParams, ScaleDownResult>(
    SCALE_DOWN,
    'scale-down',
    ({ worker }, _params, { input }, token) => played(worker.scaleDown(input), token),
  );
}

type Answer<P, R> = (session: Session, params: P, standing: Standing, token: CancellationToken) => Promise<R>;

interface Registration<P, R> {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly method: string;
  readonly name: string;
  readonly answer: Answer<P, R>;
}

function registerQuestion<P extends Question, R>(
  session: Session,
  { connection, guard, method, name, answer }: Registration<P, R>,
): void {
  connection.onRequest(
    method,
    guardRequest(guard, name, null, async (params: P, token): Promise<R | Unavailable> => {
      await session.whenScanned;
      session.flush();
      const standing = await standingOf(session, params, token);
      return standing.state === 'ready' ? answer(session, params, standing.value, token) : standing;
    }),
  );
}

async function standingOf(
  session: Session,
  { cluster: name, replicas = 'spec' }: Question,
  token: CancellationToken,
): Promise<Answered<Standing>> {
  const { workspace, solves } = session;
  const solved = await solves.solve(name, replicas, () => token.isCancellationRequested);
  const cluster = workspace.clusters().find((one) => one.name === name);
  if (!solved || !cluster) return { state: 'none', message: `There is no cluster ${name} any more.` };
  if (!solved.outcome.ok) return failure(solved.outcome.failure);
  const members = workspace.filesOf(cluster);
  const files = members.map(({ uri, text }) => ({ uri, text }));
  const input = { files, options: session.optionsOfCluster(members) };
  return { state: 'ready', value: { input, solved, preview: solved.outcome.value.preview, replicas } };
}

async function whatIf(
  { worker }: Session,
  { change }: WhatIfParams,
  standing: Standing,
  token: CancellationToken,
): Promise<WhatIfResult> {
  const { input, replicas } = standing;
  const { discountPercent, ...whatIf } = change;
  const cost = discountPercent === undefined ? {} : { discountPercent };
  const answer = await awaited(worker.picture({ ...input, replicas, whatIf, cost }), token);
  if (answer.state !== 'ready') return answer;
  const { preview, unknownTypes } = answer.value;
  return {
    ...{ state: 'ready', before: pictureOf(standing), after: pictureOf(standing, preview) },
    ...(unknownTypes.length > 0 ? { unknownTypes } : {}),
  };
}

async function compare(
  { worker, workspace }: Session,
  { cluster, files, fromSecond, secondsPerNode }: CompareParams,
  standing: Standing,
  token: CancellationToken,
): Promise<CompareResult> {
  const { input, replicas } = standing;
  const before = workspace.filesAt(cluster, files);
  const job = { ...input, replicas, before, fromSecond, secondsPerNode };
  const answer = await awaited(worker.compare(job), token);
  if (answer.state !== 'ready') return answer;
  const { drift } = answer.value;
  return {
    ...{ state: 'ready', drift },
    before: pictureOf(standing, answer.value.before),
    after: pictureOf(standing),
  };
}

async function budgetWeek(
  { worker }: Session,
  { fromSecond, toSecond }: BudgetWeekParams,
  { input, preview }: Standing,
  token: CancellationToken,
): Promise<BudgetWeekResult> {
  const nodeCounts = Object.fromEntries(preview.nodePools.map(({ name, nodeCount }) => [name, nodeCount]));
  const week = { from: fromSecond, to: toSecond, nodeCounts };
  const answer = await awaited(worker.week({ ...input, week }), token);
  return answer.state === 'ready' ? { state: 'ready', pools: answer.value } : answer;
}

async function explain(
  { worker }: Session,
  _params: ExplainParams,
  { input, replicas }: Standing,
  token: CancellationToken,
): Promise<ExplainResult> {
  const answer = await awaited(worker.explain({ ...input, replicas }), token);
  return answer.state === 'ready' ? { state: 'ready', workloads: answer.value } : answer;
}

/** For what the worker answers whole. */
async function played<T extends object>(
  job: RunningJob<T>,
  token: CancellationToken,
): Promise<({ readonly state: 'ready' } & T) | Unavailable> {
  const answer = await awaited(job, token);
  return answer.state === 'ready' ? { state: 'ready', ...answer.value } : answer;
}

const pictureOf = (
  { solved: { cluster }, replicas, preview }: Standing,
  other: ClusterPreview = preview,
): PreviewPicture => ({ cluster, replicas, ...other });

async function awaited<T>(job: RunningJob<T>, token: CancellationToken): Promise<Answered<T>> {
  if (token.isCancellationRequested) job.cancel();
  const subscription = token.onCancellationRequested(() => job.cancel());
  const answer = await job.outcome;
  subscription.dispose();
  return isCancelled(answer) ? failure({ message: 'The question was taken back.' }) : toAnswer(answer);
}

const toAnswer = <T>(outcome: Outcome<T>): Answered<T> =>
  outcome.ok ? { state: 'ready', value: outcome.value } : failure(outcome.failure);

const failure = (reason: Failure): Unavailable => ({ state: 'failed', ...reason });

/** `diff`: what a change does to nodes, cost, pending pods and findings. */
import { diffFiles } from '../diff/diff';
import { delta } from '../diff/figures';
import type { DiffResult } from '../diff/types';
import { diffMarkdown } from '../report/diffMarkdown';
import { usd } from '../report/numbers';
import { sarifLog } from '../report/sarif';
import type { ReportSource } from '../report/source';
import { TypeCache } from '../simulate/instanceTypes';
import { isAtLeast } from './checkText';
import { diffText } from './diffText';
import { print, progress, reportTo, type ExitStatus, type Job } from './job';
import { billBasis } from './prices';
import { reportNaming } from './reports';
import { wrap } from './style';

export function runDiff(job: Job): ExitStatus {
  const { invocation, world, files, before, catalog } = job;
  const diff = diffFiles({
    ...{ before, after: files, catalog },
    options: invocation.options,
    replicas: invocation.replicas,
    cache: new TypeCache(),
    onProgress: (done, total, name) => progress(job, `${done + 1} of ${total}: ${name}`),
    onRuleFailure: reportTo(world),
  });
  progress(job, '');
  const excess = overBudget(diff, invocation.budgetUsdPerMonth);
  if (excess !== undefined) world.err(`dryfit: ${excess}\n`);
  return print(diffLines(diff, job), world, excess !== undefined || fails(diff, job) ? 1 : 0);
}

function diffLines(diff: DiffResult, job: Job): readonly string[] {
  const { region, labels, style, world } = job;
  const naming = reportNaming(job);
  switch (job.invocation.format) {
    case 'json':
      return [JSON.stringify(diff, undefined, 2)];
    case 'sarif':
      return [JSON.stringify(sarifLog({ ...naming, ...appearedIn(diff) }), undefined, 2)];
    case 'markdown':
      return diffMarkdown({
        ...naming,
        diff,
        basis: `Dryfit ${world.version}. ${billBasis(diff, region)}`,
      });
    default:
      return diffText(diff, { labels, style, priceLines: wrap(billBasis(diff, region), 0) });
  }
}

/** New findings alone: what a review is about. */
function appearedIn({ clusters }: DiffResult): Pick<ReportSource, 'result' | 'identified'> {
  const identified = clusters.flatMap(({ appeared, appearedFingerprints }) =>
    appeared.map((finding, index) => ({ finding, fingerprint: appearedFingerprints[index] ?? '' })),
  );
  return { result: { documents: [], findings: identified.map(({ finding }) => finding) }, identified };
}

/** A sentence when the change costs more than it may. */
function overBudget({ totals }: DiffResult, budgetUsdPerMonth: number | undefined): string | undefined {
  const more = delta(totals.usdPerMonth);
  if (budgetUsdPerMonth === undefined || more <= budgetUsdPerMonth) return undefined;
  return `${usd(more)} a month more, above the budget of ${usd(budgetUsdPerMonth)}`;
}

/** New findings that count, or pods that no longer find a place. */
function fails({ clusters, totals }: DiffResult, { invocation: { failOn } }: Job): boolean {
  if (failOn === 'never') return false;
  const isNew = clusters.some(({ appeared }) => appeared.some((finding) => isAtLeast(finding, failOn)));
  return isNew || delta(totals.pendingPods) > 0;
}

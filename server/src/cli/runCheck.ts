/** `check`: verdicts and findings, fixes written first where that is asked. */
import { check, type CheckResult } from '../api';
import type { SourceFile } from '../model/finding';
import { success, type Outcome } from '../util/outcome';
import { checkText, isAtLeast } from './checkText';
import { withSafeFixes, writeChanged } from './fix';
import type { InputFile } from './inputs';
import { print, refuse, reportTo, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { counted } from './style';

export function runCheck(job: Job): ExitStatus {
  const { invocation, world, labels, style } = job;
  const { failOn, format, options } = invocation;
  const checked = (files: readonly SourceFile[]): CheckResult =>
    check(files.map(sourceOf), { ...options, onRuleFailure: reportTo(world) });
  const fixed = invocation.fix ? runFixes(job, checked) : success(job.files);
  if (!fixed.ok) return refuse(fixed.failure.message, world);
  const result = withProgress(job, 'checking', () => checked(fixed.value));
  const fails = failOn !== 'never' && result.findings.some((finding) => isAtLeast(finding, failOn));
  const lines = format === 'json' ? [JSON.stringify(result, undefined, 2)] : checkText(result, labels, style);
  return print(lines, world, fails ? 1 : 0);
}

/** Says how many on standard error, so that standard output stays what it is without. */
function runFixes(
  job: Job,
  checked: (files: readonly SourceFile[]) => CheckResult,
): Outcome<readonly InputFile[]> {
  const { files, fixCount, fileCount } = withProgress(job, 'fixing', () =>
    withSafeFixes(job.files, (current) => checked(current).findings),
  );
  const written = writeChanged(job.files, files);
  if (!written.ok) return written;
  const what =
    fixCount === 0
      ? 'nothing to fix'
      : `applied ${counted(fixCount, 'fix', 'fixes')} in ${counted(fileCount, 'file')}`;
  job.world.err(`dryfit: ${what}\n`);
  return success(files);
}

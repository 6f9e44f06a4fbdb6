/** `check`: verdicts and findings, fixes written first where that is asked. */
import { check, type CheckResult } from '../api';
import type { Finding, SourceFile } from '../model/finding';
import { baselineText, readBaseline, withoutKnown } from '../report/baseline';
import { findingsMarkdown } from '../report/findingsMarkdown';
import { junitXml } from '../report/junit';
import { mapFindings } from '../render/mapFindings';
import { sarifLog } from '../report/sarif';
import { failed, success, type Outcome } from '../util/outcome';
import { checkText, isAtLeast } from './checkText';
import { withSafeFixes, writeChanged } from './fix';
import type { InputFile } from './inputs';
import { print, refuse, reportTo, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { reportNaming } from './reports';
import { readText, writeText } from './textFiles';
import { counted } from './style';

export function runCheck(job: Job): ExitStatus {
  const { invocation, world } = job;
  const { options } = invocation;
  const checked = (files: readonly SourceFile[]): CheckResult => {
    const result = check(files.map(sourceOf), { ...options, onRuleFailure: reportTo(world) });
    return { ...result, findings: [...job.renderFailures, ...mapFindings(result.findings, job.rendered)] };
  };
  const fixed = invocation.fix ? runFixes(job, checked) : success(job.files);
  if (!fixed.ok) return refuse(fixed.failure.message, world);
  const result = withProgress(job, 'checking', () => checked(fixed.value));
  if (invocation.writeBaseline !== undefined) return writeBaseline(invocation.writeBaseline, result, job);
  const filtered = withBaseline(result, job);
  if (!filtered.ok) return refuse(filtered.failure.message, world);
  const fails = filtered.value.findings.some((finding) => isFailure(finding, job));
  return print(checkLines(filtered.value, job), world, fails ? 1 : 0);
}

const isFailure = (finding: Finding, { invocation: { failOn } }: Job): boolean =>
  failOn !== 'never' && isAtLeast(finding, failOn);

function checkLines(result: CheckResult, job: Job): readonly string[] {
  const source = { ...reportNaming(job), result };
  switch (job.invocation.format) {
    case 'json':
      return [JSON.stringify(result, undefined, 2)];
    case 'sarif':
      return [JSON.stringify(sarifLog(source), undefined, 2)];
    case 'markdown':
      return findingsMarkdown(source);
    case 'junit':
      return junitXml(source, (finding) => isFailure(finding, job));
    default:
      return checkText(result, job.labels, job.style);
  }
}

function writeBaseline(path: string, result: CheckResult, { world, labels }: Job): ExitStatus {
  const written = writeText(path, baselineText(result, labels));
  if (!written.ok) return refuse(written.failure.message, world);
  world.err(`dryfit: wrote ${counted(result.findings.length, 'finding')} to ${path}\n`);
  return 0;
}

/** What the baseline does not have; how many it has goes to standard error. */
function withBaseline(result: CheckResult, { invocation, world, labels }: Job): Outcome<CheckResult> {
  const path = invocation.baseline;
  if (path === undefined) return success(result);
  const text = readText(path);
  if (!text.ok) return text;
  const baseline = readBaseline(text.value);
  if (!baseline.ok) return failed(`${path}: ${baseline.failure.message}`);
  const { result: fresh, knownCount, goneCount } = withoutKnown(result, baseline.value, labels);
  const gone = goneCount === 0 ? '' : `; ${counted(goneCount, 'other')} of it are gone, write it anew`;
  world.err(`dryfit: ${counted(knownCount, 'finding')} of the baseline not shown${gone}\n`);
  return success(fresh);
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

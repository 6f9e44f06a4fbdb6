/** What reports say of files and rules. */
import { findingPageUrl } from '../model/pages';
import type { ReportSource, RuleHelp } from '../report/source';
import { controlRules } from '../rules/control';
import { rules } from '../rules/registry';
import type { Job } from './job';
import { findVerdict } from './verdictText';

/** All of a report but what was found. */
export const reportNaming = ({ labels, world }: Job): Omit<ReportSource, 'result'> => ({
  labelOf: labels,
  version: world.version,
  helpOf,
  pageOf: findingPageUrl,
});

function helpOf(id: string): RuleHelp | undefined {
  const rule = [...rules, ...controlRules].find((one) => one.id === id);
  if (rule) return { severity: rule.severity, summary: rule.docs.summary, why: rule.docs.why };
  const verdict = findVerdict(id);
  if (!verdict) return undefined;
  if (!('expressions' in verdict)) return { summary: verdict.summary, why: verdict.why };
  const meanings = verdict.expressions.flatMap((entry) => entry.meanings);
  return { summary: meanings.join(' ') || id, why: 'A validation expression of the kind does not hold.' };
}

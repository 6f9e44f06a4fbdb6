/** What reports say of files and rules. */
import { findingDocPath } from '../model/pages';
import type { ReportSource, RuleHelp } from '../report/source';
import { controlRules } from '../rules/control';
import { rules } from '../rules/registry';
import type { Job } from './job';

const PAGES = 'https://github.com/dryfit/dryfit/blob/main/';

const ruleHelp: readonly RuleHelp[] = [...rules, ...controlRules].map(({ id, severity, docs }) => ({
  ...{ id, severity },
  summary: docs.summary,
  why: docs.why,
}));

/** All of a report but what was found. */
export const reportNaming = ({ labels, world }: Job): Omit<ReportSource, 'result'> => ({
  labelOf: labels,
  version: world.version,
  rules: ruleHelp,
  pageOf: (rule) => PAGES + findingDocPath(rule),
});

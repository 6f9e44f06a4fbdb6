/** Runs rules over the manifests of a cluster: the only place where a rule's exception is caught. */
import type { Finding } from '../model/finding';
import { fieldPath, type Manifest } from '../manifest/document';
import { compareNumber, compareText } from '../util/sort';
import { usableFixes, type RunContext } from './context';
import { kindOf } from './graph';
import { rules as allRules } from './registry';
import type { Report, Rule, RuleContext } from './rule';
import { Suppressions } from './suppressions';

/** The findings of all rules of a stage, by file, document, place and rule. Never changes a verdict. */
export function runRules(
  context: RunContext,
  stage: Rule['stage'],
  rules: readonly Rule[] = allRules,
): Finding[] {
  const staged = rules.filter((rule) => rule.stage === stage);
  const findings: Finding[] = [];
  for (const manifest of context.manifests ?? context.graph.manifests) {
    if (manifest.value === undefined) continue;
    const suppressions = new Suppressions(manifest);
    for (const rule of staged) {
      if (!appliesTo(rule, manifest)) continue;
      findings.push(...runRule(rule, manifest, context).filter((finding) => !suppressions.covers(finding)));
    }
  }
  return findings.sort(byPlace);
}

const appliesTo = (rule: Rule, manifest: Manifest): boolean =>
  rule.kinds.length === 0 || rule.kinds.includes(kindOf(manifest));

function runRule(rule: Rule, manifest: Manifest, context: RunContext): Finding[] {
  const findings: Finding[] = [];
  const ruleContext: RuleContext = {
    manifest,
    graph: context.graph,
    options: context.options,
    report: (report) => findings.push(toFinding(rule, manifest, report, context.withFixes)),
  };
  try {
    if (rule.stage === 'edit') rule.check(ruleContext);
    else if (context.facts) rule.check({ ...ruleContext, facts: context.facts });
  } catch (error) {
    context.onFailure(rule, error);
    return [];
  }
  return findings;
}

function toFinding(rule: Rule, manifest: Manifest, report: Report, withFixes: boolean): Finding {
  return {
    rule: rule.id,
    source: 'rule',
    severity: report.severity ?? rule.severity,
    message: report.message,
    uri: manifest.uri,
    document: manifest.index,
    path: fieldPath(report.path),
    range: manifest.rangeOf(report.shownAt ?? report.path, report.mark),
    fixes: withFixes && report.fixes ? usableFixes(report.fixes()) : [],
  };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.uri, b.uri) ||
    compareNumber(a.document, b.document) ||
    compareNumber(a.range.start.line, b.range.start.line) ||
    compareNumber(a.range.start.character, b.range.start.character) ||
    compareText(a.rule, b.rule) ||
    compareText(a.path, b.path) ||
    compareText(a.message, b.message)
  );
}

/** Runs rules over the manifests of a cluster: the only place where a rule's exception is caught. */
import type { Finding } from '../model/finding';
import { fieldPath, type Manifest } from '../manifest/document';
import type { RuleLevel } from '../model/ruleLevels';
import { compareNumber, compareText } from '../util/sort';
import { usableFixes, type RunContext } from './context';
import { kindOf } from './graph';
import { rules as allRules } from './registry';
import type { Report, Rule, RuleContext } from './rule';
import { levelsFor } from './severity';
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
    if (manifest.value !== undefined) findings.push(...runOn(manifest, context, stage, staged));
  }
  return findings.sort(byPlace);
}

/** The findings of one manifest that no comment hides, at the levels that count for it. */
function runOn(
  manifest: Manifest,
  context: RunContext,
  stage: Rule['stage'],
  staged: readonly Rule[],
): Finding[] {
  const suppressions = new Suppressions(manifest);
  const levelFor = levelsFor(manifest.uri, context.options);
  const ran = new Set<string>();
  const findings: Finding[] = [];
  for (const rule of staged) {
    if (levelFor(rule.id) === 'off') continue;
    const found = appliesTo(rule, manifest) ? runRule(rule, manifest, context) : [];
    if (!found) continue;
    ran.add(rule.id);
    findings.push(...found);
  }
  const shown = findings.filter((finding) => !suppressions.covers(finding));
  const aboutComments = [
    ...(stage === 'edit' ? suppressions.unknown() : []),
    ...suppressions.unused((rule) => ran.has(rule)),
  ].filter((finding) => !suppressions.covers(finding));
  return [...shown, ...aboutComments].flatMap((finding) => atLevel(finding, levelFor(finding.rule)));
}

function atLevel(finding: Finding, level: RuleLevel | undefined): readonly Finding[] {
  if (level === 'off') return [];
  return [level === undefined ? finding : { ...finding, severity: level }];
}

const appliesTo = (rule: Rule, manifest: Manifest): boolean =>
  rule.kinds.length === 0 || rule.kinds.includes(kindOf(manifest));

/** undefined when the rule threw, or had nothing to look at. */
function runRule(rule: Rule, manifest: Manifest, context: RunContext): Finding[] | undefined {
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
    else return undefined;
  } catch (error) {
    context.onFailure(rule, error);
    return undefined;
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

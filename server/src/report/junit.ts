/** Findings as JUnit XML: a suite per file, a case per finding; a file without any is one case that passed. */
import type { Finding } from '../model/finding';
import type { ReportSource } from './source';

/** @param fails  whether a finding counts as a failure; the others are told in the output of their case */
export function junitXml(
  { result, labelOf }: ReportSource,
  fails: (finding: Finding) => boolean,
): readonly string[] {
  const uris = [...new Set(result.documents.map(({ uri }) => uri))];
  const suites = uris.map((uri) => {
    const findings = result.findings.filter((finding) => finding.uri === uri);
    return suiteLines(labelOf(uri), findings, fails);
  });
  const failed = result.findings.filter(fails).length;
  const count = suites.reduce((sum, { caseCount }) => sum + caseCount, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="dryfit" tests="${count}" failures="${failed}">`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
  ];
}

interface Suite {
  readonly caseCount: number;
  readonly lines: readonly string[];
}

function suiteLines(
  label: string,
  findings: readonly Finding[],
  fails: (finding: Finding) => boolean,
): Suite {
  const cases =
    findings.length === 0
      ? [`    <testcase classname="${xml(label)}" name="no findings"/>`]
      : findings.flatMap((finding) => caseLines(label, finding, fails(finding)));
  const caseCount = Math.max(findings.length, 1);
  const failed = findings.filter(fails).length;
  return {
    caseCount,
    lines: [
      `  <testsuite name="${xml(label)}" tests="${caseCount}" failures="${failed}">`,
      ...cases,
      '  </testsuite>',
    ],
  };
}

function caseLines(label: string, finding: Finding, isFailure: boolean): string[] {
  const { rule, severity, message, range } = finding;
  const place = `${label}:${range.start.line + 1}:${range.start.character + 1}`;
  const element = isFailure
    ? `<failure type="${xml(rule)}" message="${xml(message)}">${xml(place)}</failure>`
    : `<system-out>${xml(`${severity}: ${message}`)}</system-out>`;
  return [
    `    <testcase classname="${xml(label)}" name="${xml(`${rule} ${place}`)}" file="${xml(label)}" line="${range.start.line + 1}">`,
    `      ${element}`,
    '    </testcase>',
  ];
}

/** What XML 1.0 cannot hold at all: control characters, halves of surrogate pairs, two non-characters. */
const UNHOLDABLE =
  // eslint-disable-next-line no-control-regex -- these are the ones
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const xml = (text: string): string =>
  text
    .replace(UNHOLDABLE, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\n\r\t]/g, ' ');

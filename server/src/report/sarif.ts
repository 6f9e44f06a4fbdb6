/** Findings as SARIF 2.1.0, for code scanning: rule help, fixes, fingerprints that survive edits elsewhere, relative paths.
 *  @source OASIS sarif-v2.1.0-os */
import type { Finding, Fix, Range, Severity } from '../model/finding';
import { identifyFindings, type IdentifiedFinding } from '../model/fingerprint';
import { compareText } from '../util/sort';
import type { ReportSource, RuleHelp } from './source';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Bumped when `identifyFindings` names findings differently, so that old names are not compared with new ones. */
const FINGERPRINT_NAME = 'dryfit/v1';
const ROOT = '%SRCROOT%';

/** The log as an object: `JSON.stringify` makes the file. */
export function sarifLog(source: ReportSource): object {
  const { version, result } = source;
  const identified = source.identified ?? identifyFindings(result, source.labelOf);
  const descriptors = describeRules(result.findings, source);
  const indexes = new Map(descriptors.map(({ id }, index) => [id, index]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Dryfit',
            semanticVersion: version,
            informationUri: source.pageOf('README'),
            rules: descriptors.map((rule) => descriptorOf(rule, source.pageOf(rule.id))),
          },
        },
        automationDetails: { id: 'dryfit/' },
        columnKind: 'utf16CodeUnits',
        results: identified.map((finding) => resultOf(finding, indexes, source)),
      },
    ],
  };
}

type Described = Required<RuleHelp> & { readonly id: string };

/** Those that a finding names, by id. */
function describeRules(findings: readonly Finding[], { helpOf }: ReportSource): Described[] {
  const used = new Map(findings.map(({ rule, severity }) => [rule, severity]));
  return [...used]
    .map(([id, severity]) => ({ id, severity, summary: id, why: '', ...helpOf(id) }))
    .sort((a, b) => compareText(a.id, b.id));
}

function descriptorOf({ id, severity, summary, why }: Described, page: string): object {
  return {
    id,
    name: id.split('/').at(-1),
    shortDescription: { text: summary },
    fullDescription: { text: why || summary },
    help: { text: `${summary} ${why}`.trim(), markdown: `**${summary}** ${why}\n\n[${id}](${page})` },
    helpUri: page,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [id.split('/')[0] ?? id] },
  };
}

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

function resultOf(
  { finding, fingerprint }: IdentifiedFinding,
  ruleIndexes: ReadonlyMap<string, number>,
  { labelOf }: ReportSource,
): object {
  const { rule, severity, message, uri, path, range, fixes } = finding;
  return {
    ruleId: rule,
    ruleIndex: ruleIndexes.get(rule),
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: artifactOf(labelOf(uri)), region: regionOf(range) },
        ...(path === '' ? {} : { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
    partialFingerprints: { [FINGERPRINT_NAME]: fingerprint },
    ...(fixes.length > 0 ? { fixes: fixes.map((fix) => fixOf(fix, labelOf)) } : {}),
  };
}

function fixOf({ title, edits }: Fix, labelOf: ReportSource['labelOf']): object {
  const uris = [...new Set(edits.map(({ uri }) => uri))];
  return {
    description: { text: title },
    artifactChanges: uris.map((uri) => ({
      artifactLocation: artifactOf(labelOf(uri)),
      replacements: edits
        .filter((edit) => edit.uri === uri)
        .map(({ range, newText }) => ({
          deletedRegion: regionOf(range),
          insertedContent: { text: newText },
        })),
    })),
  };
}

/** Lines and columns count from 1 here; the end is excluded, as in LSP. */
function regionOf({ start, end }: Range): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A path below the root of the sources is relative to it; any other is a URI by itself. */
function artifactOf(label: string): object {
  const path = label.split('\\').join('/');
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return { uri: path };
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? { uri: `file://${encoded}` } : { uri: encoded, uriBaseId: ROOT };
}

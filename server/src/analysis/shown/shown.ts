/** What an editor shows of the findings: each mistake once, and none that another extension shows already. `check`
 *  lists what the API server lists; here a reader looks at one line. */
import type { Finding } from '../../model/finding';
import { compileGlob } from '../clusters/glob';

/** Who reports what a JSON Schema can tell: `auto` leaves it to the YAML extension where that has a schema. */
export type SchemaFindings = 'auto' | 'on' | 'off';

/** Findings that a JSON Schema gives as well. The verdict's other sources no schema can tell. */
const OF_A_SCHEMA: ReadonlySet<string> = new Set(['schema', 'strict']);

export const withoutSchemaFindings = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ source }) => !OF_A_SCHEMA.has(source));

/** The comment by which a file names its schema to yaml-language-server. */
const MODELINE = /^#\s*yaml-language-server\s*:.*\$schema=/m;

/** Whether the YAML extension has a schema for a file.
 *  @param globs  patterns of its setting `yaml.schemas`; undefined: the extension is not there */
export function hasYamlSchema(path: string, text: string, globs: readonly string[] | undefined): boolean {
  if (globs === undefined) return false;
  return MODELINE.test(text) || globs.some((glob) => matches(path, glob));
}

/** A pattern without a slash names files in any folder. */
function matches(path: string, glob: string): boolean {
  if (glob.startsWith('!')) return false;
  return compileGlob(glob.includes('/') ? glob : `**/${glob}`)(path);
}

/** What is refused already need not be called a blank as well. */
const BLANK = 'api/blanks-filled';

/** One finding where the API server lists several for one mistake: the same text at the same place, or what follows
 *  from a value that is missing, of the wrong type or of the wrong length. */
export function eachOnce(findings: readonly Finding[]): readonly Finding[] {
  const causes = new Set(findings.filter(isCause).map(placeOf));
  const refused = new Set(findings.filter(({ severity }) => severity === 'error').map(fieldOf));
  const noMaps = new Set(findings.filter(({ rule }) => rule === 'schema/type').map(fieldOf));
  const seen = new Set<string>();
  return findings.filter((finding) => {
    if (finding.rule === BLANK && refused.has(fieldOf(finding))) return false;
    if (finding.rule === 'schema/scale' && noMaps.has(holderOf(finding))) return false;
    const key = `${placeOf(finding)}\n${finding.message}`;
    if (seen.has(key) || (isConsequence(finding) && causes.has(placeOf(finding)))) return false;
    seen.add(key);
    return true;
  });
}

/** A count that is missing because what would hold it is no map. */
const holderOf = ({ document, path }: Finding): string =>
  `${document} ${path.replace(/^\./, '').split('.').slice(0, -1).join('.')}`;

const fieldOf = ({ document, path }: Finding): string => `${document} ${path}`;

const CAUSE = /^(?:schema|builtin|decode)\/(?:type|required|min-length)$/;
const CONSEQUENCE =
  /^(?:schema\/(?:enum|pattern|maximum|minimum|scale|format)|list\/not-a-map|builtin\/(?:not-supported|not-found|invalid))$/;

const isCause = ({ rule }: Finding): boolean => CAUSE.test(rule);
const isConsequence = ({ rule }: Finding): boolean => CONSEQUENCE.test(rule);

/** Places in the text, not paths: one mistake may be listed at a field and at what holds it. A cause and its
 *  consequence are about the same path, too. */
const placeOf = ({ document, path, rule, range: { start, end } }: Finding): string =>
  [
    document,
    start.line,
    start.character,
    end.line,
    end.character,
    CAUSE.test(rule) || CONSEQUENCE.test(rule) ? path : '',
  ].join('\n');

/** Editors list no more of one file (VS Code: 1,000), and sending more keeps the server from answering. */
const MAX_SHOWN = 1_000;

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2, hint: 3 };

/** The worst findings of one file, in the order given: all of them, but for files with very many. */
export function worstOf(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_SHOWN) return findings;
  const ranked = [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, MAX_SHOWN);
  const kept = new Set(ranked);
  return findings.filter((finding) => kept.has(finding));
}

/** As `worstOf`, of each file. */
export function worstOfEach(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MAX_SHOWN) return findings;
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const own = byFile.get(finding.uri);
    if (own) own.push(finding);
    else byFile.set(finding.uri, [finding]);
  }
  return [...byFile.values()].flatMap(worstOf);
}

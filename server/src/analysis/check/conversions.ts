/** Findings about old API versions get their conversion as a fix. */
import type { Manifest, ParsedDocument } from '../../manifest/document';
import { conversionFix } from '../../convert/fix';
import { isHalfConverted, isServedOld, kindOf, NODE_POOL } from '../../convert/kinds';
import type { Finding, Fix } from '../../model/finding';

const ABOUT_VERSIONS: ReadonlySet<string> = new Set(['kind/wrong-api-version', 'kind/superseded']);
const CLAIM = 'spec.template.spec';
/** Where a NodePool of v1 is refused for what it kept of v1beta1. */
const LEFT_OVER: ReadonlySet<string> = new Set([
  `${CLAIM}.kubelet`,
  `${CLAIM}.nodeClassRef.apiVersion`,
  `${CLAIM}.nodeClassRef.group`,
  `${CLAIM}.nodeClassRef.kind`,
  'spec.disruption.expireAfter',
]);

/** Those of each document.
 *  @param manifests  of the cluster, in which the documents are found */
export const withConversionsOfEach = (
  findings: readonly Finding[],
  manifests: readonly Manifest[],
): readonly Finding[] =>
  findings.flatMap((finding) => {
    const manifest = manifests.find(({ uri, index }) => uri === finding.uri && index === finding.document);
    return manifest ? withConversions([finding], manifest, () => manifests) : [finding];
  });

/** @param findings  of the manifest
 *  @param cluster  gives all objects; asked only where a conversion reaches into another document
 *  @param about  `versions`: without the conversions of pools that kept old fields, which take a library to work out */
export function withConversions(
  findings: readonly Finding[],
  manifest: Manifest,
  cluster: () => readonly Manifest[],
  about: 'all' | 'versions' = 'all',
): readonly Finding[] {
  // Conversions are loaded when they are first asked for: most files have none.
  const old = findings.filter(
    (finding) => isAboutVersion(finding) || (about === 'all' && isLeftOver(finding)),
  );
  if (old.length === 0) return findings;
  const isHalf = kindOf(manifest) === NODE_POOL && isHalfConverted(manifest.value);
  const converted = new Set(old.filter((finding) => isHalf || isAboutVersion(finding)));
  if (converted.size === 0) return findings;
  const fix = fixOf(manifest, cluster);
  return fix
    ? findings.map((finding) => (converted.has(finding) ? { ...finding, fixes: [fix] } : finding))
    : findings;
}

const isAboutVersion = ({ rule, path }: Finding): boolean =>
  ABOUT_VERSIONS.has(rule) && path === 'apiVersion';

/** Whether its conversion is made when it is asked for. */
export const isLeftOver = ({ source, path }: Finding): boolean => source !== 'rule' && LEFT_OVER.has(path);

/** The conversion of an old version that is still served, which no finding is about. */
export const rewriteOf = (manifest: Manifest): Fix | undefined =>
  isServedOld(manifest) ? fixOf(manifest, () => [manifest]) : undefined;

const known = new WeakMap<
  ParsedDocument,
  { readonly fix: Fix | undefined; readonly line: number; readonly uri: string }
>();

/** Worked out once for each text at its place, as edits come with every key; not where other documents count. */
function fixOf(manifest: Manifest, cluster: () => readonly Manifest[]): Fix | undefined {
  const { parsed, line, uri } = manifest;
  const cached = known.get(parsed);
  if (cached && cached.line === line && cached.uri === uri) return cached.fix;
  const reachesOut = parsed.text.includes('kubelet');
  const fix = conversionFix(manifest, reachesOut ? cluster() : [manifest]);
  if (!reachesOut) known.set(parsed, { fix, line, uri });
  return fix;
}

/** Where findings are explained, below the repository's root. */

/** Where the repository's pages are read. */
export const PAGES_URL = 'https://github.com/dryfit/dryfit/blob/main/';

/** The address of a finding's page. */
export const findingPageUrl = (rule: string): string => PAGES_URL + findingDocPath(rule);

/** The page of a finding. Rules and verdicts have one file each; validation expressions stand on that of their kind,
 *  below a heading of their own. */
export function findingDocPath(rule: string): string {
  const [family, kind = '', ...place] = rule.split('/');
  if (family !== 'cel') return `docs/rules/${rule}.md`;
  return `docs/rules/cel/${kind}.md#${headingAnchor(place.join('/'))}`;
}

/** The fragment by which GitHub and VS Code find a heading. */
export const headingAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

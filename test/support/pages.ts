/** Whether what a finding links to is there: the file, and the heading that the fragment names. */
import { existsSync, readFileSync } from 'node:fs';
import { headingAnchor } from '../../server/src/model/pages';

const anchorsByFile = new Map<string, ReadonlySet<string>>();

/** What is missing, as a sentence; undefined when all is there. */
export function missingPage(link: string): string | undefined {
  const [file = '', anchor] = link.split('#');
  if (!existsSync(file)) return `no file ${file}`;
  return anchor === undefined || anchorsOf(file).has(anchor) ? undefined : `no heading ${anchor} in ${file}`;
}

function anchorsOf(file: string): ReadonlySet<string> {
  const known = anchorsByFile.get(file);
  if (known) return known;
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm);
  const anchors = new Set([...headings].map(([, heading = '']) => headingAnchor(heading)));
  anchorsByFile.set(file, anchors);
  return anchors;
}

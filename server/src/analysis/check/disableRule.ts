/** The fix that every finding of a rule has: a comment above its line that switches the rule off there. */
import type { Finding, Fix } from '../../model/finding';

/** Undefined where a comment would not stand: JSON, the line that begins a document, findings of who cannot be told. */
export function disableRule({ rule, source, uri, range }: Finding, text: string): Fix | undefined {
  if (source !== 'rule' || rule.startsWith('dryfit/') || rule.startsWith('kind/')) return undefined;
  const { line } = range.start;
  const written = text.split('\n')[line];
  if (written === undefined || written.startsWith('---') || /\.json$/i.test(uri) || /^\s*[[{]/.test(text))
    return undefined;
  const indent = /^[ ]*/.exec(written)?.[0] ?? '';
  const lineBreak = written.endsWith('\r') ? '\r\n' : '\n';
  const at = { line, character: 0 };
  const newText = `${indent}# dryfit-disable-next-line ${rule}${lineBreak}`;
  return {
    title: `Disable ${rule} for this line`,
    safe: false,
    edits: [{ uri, range: { start: at, end: at }, newText }],
  };
}

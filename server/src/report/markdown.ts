/** Pieces of GitHub-flavoured Markdown. Text of manifests is escaped in one place. */

/** Text that shows as it is, on one line, in a table cell as well. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\s+/g, ' ');

/** Names and paths, in the type of code. */
export const code = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
  return flat.includes('`') ? `\`\` ${flat} \`\`` : `\`${flat}\``;
};

export interface MarkdownColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** @param rows  cells that are Markdown already */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '--:' : '---'))),
    ...rows.map(line),
  ];
}

/** A part that is folded until somebody opens it.
 *  @param summary  Markdown is not read there: plain text, escaped here */
export const folded = (summary: string, lines: readonly string[]): string[] => [
  '<details>',
  `<summary>${summary.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</summary>`,
  '',
  ...lines,
  '',
  '</details>',
];

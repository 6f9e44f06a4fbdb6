/** Fixture files: one or more files of a cluster in one text, with markers. `#- path: x.yaml` on a line of its own starts
 *  another file; the text before the first such line is a file named like the fixture. */
import type { SourceFile } from '../../server/src/model/finding';
import { strip } from './markers';

const FILE_START = /^#- path: (\S+)$/;

export interface Fixture {
  /** The files without markers. */
  readonly files: readonly SourceFile[];
  /** The fixture's text made of other contents for the same files. */
  assemble(contents: (file: SourceFile) => string): string;
}

export function readFixture(text: string, name: string): Fixture {
  const parts: { readonly header: string | undefined; readonly uri: string; readonly lines: string[] }[] = [
    { header: undefined, uri: `file:///${name}`, lines: [] },
  ];
  for (const line of text.split('\n')) {
    const path = FILE_START.exec(line)?.[1];
    if (path === undefined) parts.at(-1)?.lines.push(line);
    else parts.push({ header: line, uri: `file:///${path}`, lines: [] });
  }
  const used = parts.filter((part) => part.header !== undefined || part.lines.join('').trim() !== '');
  const files = used.map(({ uri, lines }) => ({ uri, text: strip(lines.join('\n')) }));
  return {
    files,
    assemble: (contents) =>
      used
        .map(({ header }, index) => {
          const file = files[index];
          const body = file ? contents(file) : '';
          return header === undefined ? body : `${header}\n${body}`;
        })
        .join('\n'),
  };
}

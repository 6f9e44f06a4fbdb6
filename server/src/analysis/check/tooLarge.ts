/** What is said about an open file that is too large to be checked: one line, at its top. */
import type { Finding, SourceFile } from '../../model/finding';
import { MAX_OPEN_LENGTH, mayHoldManifests } from '../limits';

/** Empty for a file that holds no Kubernetes objects anyway. */
export function tooLargeFinding({ uri, text }: SourceFile): readonly Finding[] {
  if (!mayHoldManifests(text)) return [];
  const firstLine = text.indexOf('\n');
  const megabytes = (length: number): string => (length / (1024 * 1024)).toFixed(1);
  return [
    {
      rule: 'dryfit/file-too-large',
      source: 'rule',
      severity: 'info',
      message: `not checked: the file has ${megabytes(text.length)} MiB, and Dryfit checks files of up to ${megabytes(MAX_OPEN_LENGTH)} MiB; split it to have it checked`,
      uri,
      document: 0,
      path: '',
      range: {
        start: { line: 0, character: 0 },
        end: { line: 0, character: firstLine < 0 ? text.length : firstLine },
      },
      fixes: [],
    },
  ];
}

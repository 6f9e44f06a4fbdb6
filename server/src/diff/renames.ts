/** Files that only moved: the old side takes on their new places, so that a rename is no change. */
import type { LabelledFile } from '../analysis/clusters/fileClusters';
import { compareText } from '../util/sort';

/** The old side, where files that are gone but stand elsewhere on the new side, with the same text, have the place that
 *  they have there. Of several with one text those of equal name belong together, then the first by place. */
export function followRenames<File extends LabelledFile>(
  before: readonly File[],
  after: readonly LabelledFile[],
): readonly File[] {
  const old = new Set(before.map(({ uri }) => uri));
  const now = new Set(after.map(({ uri }) => uri));
  const gone = before.filter(({ uri }) => !now.has(uri)).sort(byUri);
  const fresh = new Map<string, LabelledFile[]>();
  for (const file of after.filter(({ uri }) => !old.has(uri)).sort(byUri))
    fresh.set(plain(file.text), [...(fresh.get(plain(file.text)) ?? []), file]);
  const moved = new Map<string, LabelledFile>();
  for (const isAlike of [isNamedAlike, () => true]) {
    for (const file of gone) {
      if (moved.has(file.uri)) continue;
      const candidates = fresh.get(plain(file.text)) ?? [];
      const index = candidates.findIndex((candidate) => isAlike(file, candidate));
      const [found] = index < 0 ? [] : candidates.splice(index, 1);
      if (found) moved.set(file.uri, found);
    }
  }
  return before.map((file) => {
    const { uri, label } = moved.get(file.uri) ?? file;
    return { ...file, uri, label };
  });
}

/** Line breaks are not the text: a checkout on Windows has others than the repository. */
export const plain = (text: string): string => (text.includes('\r') ? text.replaceAll('\r\n', '\n') : text);

const byUri = (a: LabelledFile, b: LabelledFile): number => compareText(a.uri, b.uri);

const nameOf = ({ uri }: LabelledFile): string => uri.slice(uri.lastIndexOf('/') + 1);
const isNamedAlike = (a: LabelledFile, b: LabelledFile): boolean => nameOf(a) === nameOf(b);

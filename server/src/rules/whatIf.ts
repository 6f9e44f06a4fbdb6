/** The cluster as it would be after edits of one manifest: fixes are judged on it, and causes found with it. */
import type { TextEdit } from '../model/finding';
import type { Manifest } from '../manifest/document';
import type { ClusterFacts } from './facts';
import type { ClusterGraph } from './graph';

/** The facts after edits that all lie in `manifest`. */
export function factsAfter(
  facts: ClusterFacts,
  graph: ClusterGraph,
  manifest: Manifest,
  edits: readonly TextEdit[],
): ClusterFacts {
  return facts.edited(manifest.uri, fileAfter(graph, manifest, edits));
}

/** The file's documents with the edits applied. Separators are written anew, so the text stands for the file without
 *  being it: the number and order of documents is kept. */
function fileAfter(graph: ClusterGraph, manifest: Manifest, edits: readonly TextEdit[]): string {
  return graph.manifests
    .filter((one) => one.uri === manifest.uri)
    .map((one) => (one === manifest ? documentAfter(manifest, edits) : one.parsed.text))
    .join('\n---\n');
}

function documentAfter(manifest: Manifest, edits: readonly TextEdit[]): string {
  const { text, lines } = manifest.parsed;
  const local = edits.map(({ range, newText }) => ({
    start: lines.offset(relative(manifest, range.start)),
    end: lines.offset(relative(manifest, range.end)),
    newText,
  }));
  return local
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

/** A position of the file as one of the document's own text. The first line may begin behind a marker. */
function relative(manifest: Manifest, position: TextEdit['range']['start']): TextEdit['range']['start'] {
  const line = position.line - manifest.line;
  return {
    line,
    character: line === 0 ? position.character - manifest.range.start.character : position.character,
  };
}

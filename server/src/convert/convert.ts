/** Objects of old API versions as their current ones, in the text that they are written in. */
import { parseFile } from '../manifest/document';
import { splitStream } from '../manifest/stream';
import type { SourceFile } from '../model/finding';
import { kindOf } from './kinds';
import { convertNodeGroups, type ConvertedGroups, type CreatedFile } from './nodeGroups/nodeGroups';
import { convertManifests, textOf, type Work, type WorkNote } from './work';

export type { WorkNote as ConversionNote } from './work';

/** An object of an old version that was rewritten. */
export interface Converted {
  readonly uri: string;
  /** Of the file as given. */
  readonly document: number;
  readonly name?: string;
  readonly from: string;
  readonly to: string;
}

/** A workload with current names in the place of old ones. */
export interface Renaming {
  readonly uri: string;
  readonly document: number;
  readonly name?: string;
  /** `<apiVersion> <kind>`. */
  readonly kind: string;
  /** Names that were changed. */
  readonly count: number;
}

/** A node group of an eksctl file that became a NodePool. */
export interface ConvertedGroup {
  /** Of the eksctl file. */
  readonly uri: string;
  readonly document: number;
  readonly name: string;
  readonly nodePool: string;
  /** The new file that holds the pool and its class. */
  readonly createdUri: string;
}

/** What a conversion of files gives. `version` rises with every change that breaks the shape. */
export interface ConvertResult {
  readonly version: 1;
  /** Every file as it would be, in the order given. */
  readonly files: readonly (SourceFile & { readonly changed: boolean })[];
  readonly converted: readonly Converted[];
  /** Workloads whose pods had labels or annotations of Provisioners' time. */
  readonly renamed: readonly Renaming[];
  /** Node groups that had no NodePool of their name. */
  readonly nodeGroups: readonly ConvertedGroup[];
  /** New files, one for each eksctl file with such groups. */
  readonly created: readonly CreatedFile[];
  /** Those of new files have their URI. */
  readonly notes: readonly WorkNote[];
}

/** Facts that a conversion needs about EC2. */
export interface ConvertFacts {
  /** vCPUs of an instance type; undefined for one that nobody knows. */
  readonly vcpusOf: (type: string) => number | undefined;
}

/** Converts what is old among the documents of all files, taken as one cluster. Texts that need no change are given back as
 *  they are; what cannot be converted stays and is told. Linear in the size of the files. */
export function convertFiles(files: readonly SourceFile[], { vcpusOf }: ConvertFacts): ConvertResult {
  const manifests = files.flatMap((file) => parseFile(file, { placeholders: 'allow' }));
  const work = convertManifests(manifests);
  const groups = convertNodeGroups(manifests, vcpusOf);
  const byFile = new Map<string, Work[]>();
  for (const one of work) byFile.set(one.manifest.uri, [...(byFile.get(one.manifest.uri) ?? []), one]);
  return {
    version: 1,
    files: files.map((file) => writeFile(file, byFile.get(file.uri) ?? [])),
    converted: work.filter(({ isWritten, isOld }) => isWritten && isOld).map(convertedOf),
    renamed: work.filter(({ isWritten, renamedCount }) => isWritten && renamedCount > 0).map(renamingOf),
    nodeGroups: groups.flatMap(groupsOf),
    created: groups.map(({ created }) => created),
    notes: [
      ...work.flatMap((one) => one.notes()),
      ...groups.flatMap(({ created: { uri }, notes }) => notes.map((note) => ({ uri, ...note }))),
    ],
  };
}

function writeFile(file: SourceFile, work: readonly Work[]): SourceFile & { changed: boolean } {
  const parts = new Map(splitStream(file.text).map((part) => [`${part.line}:${part.column}`, part]));
  let text = '';
  let from = 0;
  for (const one of work.filter(({ isChanged }) => isChanged)) {
    const { line, character } = one.manifest.range.start;
    const part = parts.get(`${line}:${character}`);
    const written = part && textOf(one);
    if (!part || written === undefined) continue;
    one.isWritten = true;
    text += file.text.slice(from, part.offset) + written;
    from = part.offset + part.text.length;
  }
  text += file.text.slice(from);
  return { uri: file.uri, text, changed: text !== file.text };
}

function convertedOf(work: Work): Converted {
  return { ...identityOf(work), from: kindOf(work.manifest), to: work.to };
}

const groupsOf = ({ created, groups }: ConvertedGroups): readonly ConvertedGroup[] =>
  groups.map(({ manifest: { uri, index: document }, group, poolName }) => ({
    ...{ uri, document, name: group.name, nodePool: poolName },
    createdUri: created.uri,
  }));

const renamingOf = (work: Work): Renaming => ({
  ...identityOf(work),
  kind: kindOf(work.manifest),
  count: work.renamedCount,
});

function identityOf({
  manifest: { uri, index: document, name },
}: Work): Pick<Converted, 'uri' | 'document' | 'name'> {
  return { uri, document, ...(name === undefined ? {} : { name }) };
}

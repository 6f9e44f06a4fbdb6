/** The node groups of an eksctl file as NodePools and EC2NodeClasses, in a file of their own beside it. */
import type { Manifest } from '../../manifest/document';
import { entryLines } from '../../manifest/spell';
import type { Fields } from '../../manifest/fields';
import type { DraftNote } from '../draft';
import { kindOf, NODE_POOL } from '../kinds';
import { autoscalerFlags, settingsOf } from './autoscaler';
import {
  CLUSTER_CONFIG,
  nodeGroupsOf,
  objectName,
  type Leftover,
  type MadeObject,
  type NodeGroup,
} from './group';
import { commentLines } from './images';
import { classOf } from './nodeClass';
import { poolOf } from './pool';

/** A file that a conversion makes. */
export interface CreatedFile {
  readonly uri: string;
  readonly text: string;
}

export interface ConvertedGroups {
  readonly created: CreatedFile;
  /** Whose groups became pools, in order. */
  readonly groups: readonly {
    readonly manifest: Manifest;
    readonly group: NodeGroup;
    readonly poolName: string;
  }[];
  /** With the document of the new file. */
  readonly notes: readonly (DraftNote & { readonly document: number })[];
}

/** One new file for each eksctl file with groups that have no pool of their name yet.
 *  @param vcpusOf  of an instance type; undefined for one that nobody knows */
export function convertNodeGroups(
  manifests: readonly Manifest[],
  vcpusOf: (type: string) => number | undefined,
): readonly ConvertedGroups[] {
  const pools = new Set(manifests.filter((one) => kindOf(one) === NODE_POOL).map(({ name }) => name));
  const flags = autoscalerFlags(manifests);
  return manifests
    .filter((one) => kindOf(one) === CLUSTER_CONFIG && !one.isTemplated)
    .flatMap((manifest) => {
      const groups = nodeGroupsOf(manifest).filter(({ name }) => !pools.has(objectName(name)));
      for (const { name } of groups) pools.add(objectName(name));
      if (groups.length === 0) return [];
      const writer = new Writer();
      for (const group of groups) writer.add(group, { flags, vcpusOf });
      writer.tell([...flags.notes, KEEP_ONE]);
      return {
        created: { uri: besideOf(manifest.uri), text: writer.text(groups[0]?.cluster ?? '') },
        groups: groups.map((group) => ({ manifest, group, poolName: objectName(group.name) })),
        notes: writer.notes,
      };
    });
}

const KEEP_ONE: DraftNote = {
  ...{ severity: 'info', path: '' },
  message:
    "keep a node group or Fargate for Karpenter's own pods, which do not run on nodes that it launches",
};

/** "cluster.yaml" to "cluster.karpenter.yaml". */
const besideOf = (uri: string): string => uri.replace(/(?:\.[^./]*)?$/, '.karpenter.yaml');

interface Context {
  readonly flags: ReturnType<typeof autoscalerFlags>;
  readonly vcpusOf: (type: string) => number | undefined;
}

/** Documents in the order in which they are written; equal classes once. */
class Writer {
  readonly notes: (DraftNote & { document: number })[] = [];
  readonly #documents: string[] = [];
  readonly #classes = new Map<string, string>();

  add(group: NodeGroup, { flags, vcpusOf }: Context): void {
    const className = this.#classFor(group);
    this.#write(poolOf(group, { className, autoscaler: settingsOf(group, flags), vcpusOf }));
  }

  /** On the first document. */
  tell(notes: readonly DraftNote[]): void {
    this.notes.unshift(...notes.map((note) => ({ ...note, document: this.#poolDocument() })));
  }

  text(cluster: string): string {
    const head = `# Made by dryfit convert from the node groups of the cluster ${cluster}.\n`;
    return head + this.#documents.join('---\n');
  }

  /** The first pool is the second document: its class stands before it. */
  #poolDocument(): number {
    return Math.min(1, this.#documents.length - 1);
  }

  #classFor(group: NodeGroup): string {
    const made = classOf(group);
    const key = JSON.stringify(made);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const name = objectName(group.name);
    this.#classes.set(key, name);
    this.#write({ ...made, object: { ...made.object, metadata: { name } } });
    return name;
  }

  #write({ object, left, notes }: MadeObject): void {
    const document = this.#documents.length;
    const told = new Set(this.notes.map(({ message }) => message));
    const fresh = [...notes.filter(({ message }) => !told.has(message)), ...left.map(noteOf)];
    this.notes.push(...fresh.map((note) => ({ ...note, document })));
    const lines = [...left.flatMap(commentOf), ...topLines(object)];
    this.#documents.push(`${lines.join('\n')}\n`);
  }
}

const topLines = (object: Fields): string[] =>
  Object.entries(object).flatMap(([key, value]) => entryLines(key, value));

const commentOf = ({ field, value, why }: Leftover): readonly string[] => [
  `# Not converted: ${why}`,
  ...commentLines(field, value),
];

const noteOf = ({ field, why }: Leftover): DraftNote => ({
  severity: 'warning',
  path: '',
  message: `${field} is not converted: ${why}`,
});

/** Documents on their way from an old version to the current one. */
import { parseDocument, type Manifest } from '../manifest/document';
import { Block } from './block';
import { Draft, type DraftNote } from './draft';
import { conversionOf, kindOf, NODE_CLASS, NODE_POOL, type Conversion } from './kinds';
import { moveKubelets } from './kubelet';
import { linesOf } from './lines';
import { renameOld, type Renamed } from './renames';

/** A note with its document. */
export interface WorkNote extends DraftNote {
  readonly uri: string;
  /** Of the file as given. */
  readonly document: number;
}

/** One document with its draft. */
export class Work {
  isDone = false;
  /** Its text was replaced. */
  isWritten = false;
  failure: string | undefined;

  constructor(
    readonly manifest: Manifest,
    readonly draft: Draft,
    readonly to: string,
    readonly conversion: Conversion | undefined,
    /** Of a workload with old names. */
    readonly renamed?: Renamed,
  ) {}

  get isOld(): boolean {
    return this.conversion !== undefined;
  }

  get isChanged(): boolean {
    return this.isDone || this.draft.isTouched || this.renamedCount > 0;
  }

  /** Old labels and annotations of pods that get their current names. */
  get renamedCount(): number {
    return this.renamed?.count ?? 0;
  }

  run(): void {
    if (!this.conversion) return;
    this.isDone = this.conversion.convert(this.draft);
    if (!this.isDone) this.failure = 'its form is one that cannot be converted; do it by hand';
  }

  notes(): WorkNote[] {
    const { uri, index: document } = this.manifest;
    const failed = { uri, document, severity: 'warning' as const, path: '' };
    if (this.failure !== undefined) return [{ ...failed, message: `not converted: ${this.failure}` }];
    return [this.renamed ?? this.draft, ...this.draft.further].flatMap(({ notes }) =>
      notes.map((note) => ({ uri, document, ...note })),
    );
  }
}

/** The drafts of manifests: of those that are old, converted, and of node classes that may get a pool's kubelet. */
export function convertManifests(manifests: readonly Manifest[]): Work[] {
  const work = manifests.flatMap((manifest) => workOn(manifest) ?? []);
  for (const one of work) one.run();
  const pools = work.filter(({ isDone, to }) => isDone && to === NODE_POOL);
  moveKubelets(
    pools.map(({ draft }) => draft),
    (name) => work.find((one) => one.to === NODE_CLASS && one.manifest.name === name)?.draft,
  );
  return work;
}

function workOn(manifest: Manifest): Work | undefined {
  const conversion = conversionOf(manifest);
  const to = conversion?.to ?? kindOf(manifest);
  const renamed = renameOld(manifest);
  if (renamed) return new Work(manifest, new Draft(new Block()), to, undefined, renamed);
  if (!conversion && to !== NODE_CLASS) return undefined;
  const block = Block.of(manifest.parsed.text);
  const work = new Work(manifest, new Draft(block ?? new Block()), to, block && conversion);
  if (!block && conversion && !manifest.isTemplated)
    work.failure = 'it is no block of plain YAML (a merge key, or text that cannot be read)';
  return work;
}

/** The new text of a document, with those of further objects; undefined where it would not be read as meant. */
export function textOf(work: Work): string | undefined {
  if (work.renamed) return work.renamed.text;
  const old = work.manifest.parsed.text;
  const isJson =
    linesOf(old)
      .find((line) => line.trim() !== '')
      ?.trimStart()
      .startsWith('{') ?? false;
  if (isJson && work.draft.further.length > 0)
    return failedWork(work, 'JSON has no place for a second object');
  const lines = [work.draft, ...work.draft.further].map(({ block }) => block.lines());
  const texts = lines.map((one) => one.join('\n'));
  const isReadable = texts.every((text) => Block.of(text)?.get('kind') !== undefined);
  if (!isReadable) return failedWork(work, 'it uses anchors in a way that does not survive the change');
  if (isJson) return jsonText(texts[0] ?? '', old);
  const [first = '', ...further] = texts;
  const text = [first, ...further.map((one) => `${one}\n`)].join(first.endsWith('\n') ? '---\n' : '\n---\n');
  return old.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

function failedWork(work: Work, why: string): undefined {
  work.failure = why;
  return undefined;
}

/** JSON again, as wide as it was. */
function jsonText(text: string, old: string): string {
  const { root } = parseDocument(text, 'allow');
  const width = /\n([ \t]+)"/.exec(old)?.[1];
  const start = old.slice(0, old.search(/\S/));
  const end = old.slice(old.trimEnd().length);
  return start + JSON.stringify(root?.value, undefined, width) + end;
}

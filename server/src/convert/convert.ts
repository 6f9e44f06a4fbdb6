/** Objects of old API versions as their current ones, in the text that they are written in. */
import { parseDocument, parseFile, type Manifest } from '../manifest/document';
import { splitStream } from '../manifest/stream';
import type { SourceFile } from '../model/finding';
import { Block } from './block';
import { Draft, type Converter, type NoteSeverity } from './draft';
import { convertHpaV1, convertHpaV2beta1, convertHpaV2beta2 } from './hpa';
import { moveKubelets } from './kubelet';
import { linesOf } from './lines';
import { convertNodeClass } from './nodeClass';
import { convertNodePool } from './nodePool';
import { convertNodeTemplate } from './nodeTemplate';
import { convertProvisioner } from './provisioner';

/** How an old kind becomes a current one. */
export interface Conversion {
  /** `<apiVersion> <kind>`. */
  readonly to: string;
  readonly convert: Converter;
  /** Whether the result always means what the old object meant, whatever it says. */
  readonly keepsMeaning: boolean;
}

const NODE_POOL = 'karpenter.sh/v1 NodePool';
const NODE_CLASS = 'karpenter.k8s.aws/v1 EC2NodeClass';
const HPA = 'autoscaling/v2 HorizontalPodAutoscaler';

/** By `<apiVersion> <kind>` of what is converted. */
export const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  'karpenter.sh/v1alpha5 Provisioner': { to: NODE_POOL, convert: convertProvisioner, keepsMeaning: false },
  'karpenter.sh/v1beta1 NodePool': { to: NODE_POOL, convert: convertNodePool, keepsMeaning: false },
  'karpenter.k8s.aws/v1alpha1 AWSNodeTemplate': {
    ...{ to: NODE_CLASS, convert: convertNodeTemplate, keepsMeaning: false },
  },
  'karpenter.k8s.aws/v1beta1 EC2NodeClass': {
    to: NODE_CLASS,
    convert: convertNodeClass,
    keepsMeaning: false,
  },
  'autoscaling/v2beta2 HorizontalPodAutoscaler': { to: HPA, convert: convertHpaV2beta2, keepsMeaning: true },
  'autoscaling/v2beta1 HorizontalPodAutoscaler': { to: HPA, convert: convertHpaV2beta1, keepsMeaning: true },
  'autoscaling/v1 HorizontalPodAutoscaler': { to: HPA, convert: convertHpaV1, keepsMeaning: true },
};

export interface Converted {
  readonly uri: string;
  /** Of the file as given. */
  readonly document: number;
  readonly name?: string;
  readonly from: string;
  readonly to: string;
}

export interface ConversionNote {
  readonly uri: string;
  readonly document: number;
  readonly severity: NoteSeverity;
  /** Field path in the converted document; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

/** What a conversion of files gives. `version` rises with every change that breaks the shape. */
export interface ConvertResult {
  readonly version: 1;
  /** Every file as it would be, in the order given. */
  readonly files: readonly (SourceFile & { readonly changed: boolean })[];
  readonly converted: readonly Converted[];
  readonly notes: readonly ConversionNote[];
}

/** Converts what is old among the documents of all files, taken as one cluster. Texts that need no change are given back as
 *  they are; what cannot be converted stays and is told. Linear in the size of the files. */
export function convertFiles(files: readonly SourceFile[]): ConvertResult {
  const work = files.flatMap(worksOf);
  for (const one of work) one.run();
  const old = work.filter(({ isDone }) => isDone);
  moveKubelets(
    old.filter(({ to }) => to === NODE_POOL).map(({ draft }) => draft),
    (name) => work.find((one) => one.to === NODE_CLASS && one.nameThen === name)?.reached(),
  );
  const made = files.map((file) =>
    writeFile(
      file,
      work.filter(({ manifest }) => manifest.uri === file.uri),
    ),
  );
  return {
    version: 1,
    files: made,
    converted: work.filter(({ isWritten, isOld }) => isWritten && isOld).map(convertedOf),
    notes: work.flatMap((one) => one.notes()),
  };
}

/** One document with its draft. */
class Work {
  isDone = false;
  /** Its text was replaced. */
  isWritten = false;
  failure: string | undefined;
  #isReached = false;

  constructor(
    readonly manifest: Manifest,
    readonly draft: Draft,
    readonly to: string,
    readonly conversion: Conversion | undefined,
  ) {}

  get isOld(): boolean {
    return this.conversion !== undefined;
  }

  /** The object's name. */
  get nameThen(): string | undefined {
    return this.manifest.name;
  }

  get isChanged(): boolean {
    return this.isDone || this.#isReached;
  }

  /** The draft, which somebody else is about to change. */
  reached(): Draft {
    this.#isReached = true;
    return this.draft;
  }

  run(): void {
    if (!this.conversion) return;
    this.isDone = this.conversion.convert(this.draft);
    if (!this.isDone) this.failure = 'its form is one that cannot be converted; do it by hand';
  }

  notes(): ConversionNote[] {
    const { uri, index: document } = this.manifest;
    const failed = { uri, document, severity: 'warning' as const, path: '' };
    if (this.failure !== undefined) return [{ ...failed, message: `not converted: ${this.failure}` }];
    return [this.draft, ...this.draft.further].flatMap(({ notes }) =>
      notes.map((note) => ({ uri, document, ...note })),
    );
  }
}

function worksOf(file: SourceFile): Work[] {
  return parseFile(file, { placeholders: 'allow' }).flatMap((manifest) => {
    const kind = `${manifest.apiVersion ?? ''} ${manifest.kind ?? ''}`;
    const conversion = CONVERSIONS[kind];
    const to = conversion?.to ?? kind;
    if (!conversion && to !== NODE_CLASS) return [];
    const block = Block.of(manifest.parsed.text);
    const work = new Work(manifest, new Draft(block ?? new Block()), to, block && conversion);
    if (!block && conversion)
      work.failure = 'it is no block of plain YAML (a merge key, or text that cannot be read)';
    return [work];
  });
}

function convertedOf({ manifest, to }: Work): Converted {
  const { uri, index: document, name, apiVersion = '', kind = '' } = manifest;
  return { uri, document, ...(name === undefined ? {} : { name }), from: `${apiVersion} ${kind}`, to };
}

function writeFile(file: SourceFile, work: readonly Work[]): SourceFile & { changed: boolean } {
  const parts = splitStream(file.text);
  let text = '';
  let from = 0;
  for (const one of work.filter(({ isChanged }) => isChanged)) {
    const part = parts.find(
      ({ line, text: own }) => line === one.manifest.line && own === one.manifest.parsed.text,
    );
    const written = part && textOf(one, part.text);
    if (!part || written === undefined) continue;
    one.isWritten = true;
    text += file.text.slice(from, part.offset) + written;
    from = part.offset + part.text.length;
  }
  return { uri: file.uri, text: text + file.text.slice(from), changed: text !== '' };
}

/** The new text of a document, with those of further objects; undefined where it would not be read as meant. */
function textOf(work: Work, old: string): string | undefined {
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
  const end = /\s*$/.exec(old)?.[0] ?? '';
  return start + JSON.stringify(root?.value, undefined, width) + end;
}

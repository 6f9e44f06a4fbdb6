/** The stored version of a file, which changes are compared with; parsed when first needed. */
import { parseFile, type Manifest } from '../../manifest/document';
import type { Finding } from '../../model/finding';
import { resolveOptions, type Options } from '../../model/options';
import { changeFindings } from './check';
import type { WorkspaceFile } from '../workspace';

export class StoredFile {
  #manifests: readonly Manifest[] | undefined;

  constructor(readonly text: string) {}

  /** What the API server would say of the change from here to `file`. */
  changeFindings(file: WorkspaceFile, options: Options): readonly Finding[] {
    if (this.text === file.text) return [];
    this.#manifests ??= parseFile({ uri: file.uri, text: this.text }, { placeholders: 'allow' });
    return changeFindings(file.manifests, this.#manifests, resolveOptions(options));
  }
}

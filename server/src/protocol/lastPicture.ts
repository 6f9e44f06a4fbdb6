/** The picture that a client was answered with last: most edits change little of what is much to send. */
import { differenceOf } from '../util/difference';
import type { PreviewModel } from './previewModel';
import type { SimulateAnswer } from './requests';

export class LastPicture {
  #number = 0;
  #preview: PreviewModel | undefined;

  /** @param known  number of the picture that the client has; undefined: it takes whole ones alone */
  answer(preview: PreviewModel, known: number | undefined): SimulateAnswer {
    if (known === undefined) return { state: 'ready', preview };
    const before = known === this.#number ? this.#preview : undefined;
    const number = ++this.#number;
    this.#preview = preview;
    if (before?.cluster !== preview.cluster || before.replicas !== preview.replicas)
      return { state: 'ready', preview, number };
    const difference = differenceOf(before, preview);
    return { state: 'changed', number, ...(difference ? { difference } : {}) };
  }
}

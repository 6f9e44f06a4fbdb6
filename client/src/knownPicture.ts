/** Pictures as they travel: whole, or as what differs from the one before. What is the same stays the same object. */
import type { PreviewModel } from '../../server/src/protocol/previewModel';
import type { SimulateAnswer, SimulateResult } from '../../server/src/protocol/requests';
import { changed } from '../../server/src/util/difference';

export class KnownPicture {
  private last: { readonly number: number; readonly preview: PreviewModel } | undefined;

  /** To be asked with. */
  get number(): number {
    return this.last?.number ?? 0;
  }

  /** @returns undefined when what differs is from a picture that is not there: the whole must be asked for */
  read(answer: SimulateAnswer): SimulateResult | undefined {
    if (answer.state === 'none' || answer.state === 'failed') return answer;
    const preview = answer.state === 'ready' ? answer.preview : this.changedBy(answer);
    this.last = preview && answer.number !== undefined ? { number: answer.number, preview } : undefined;
    return preview && { state: 'ready', preview };
  }

  /** Another server knows nothing of it. */
  forget(): void {
    this.last = undefined;
  }

  private changedBy({ difference }: Extract<SimulateAnswer, { state: 'changed' }>): PreviewModel | undefined {
    const before = this.last?.preview;
    return before && difference ? (changed(before, difference) as PreviewModel) : before;
  }
}

/** The panel's lists of what is missing: pods without a node, documents that take no part. Pure. */
import type { PreviewSkipped, PreviewUnplaced } from '../../server/src/protocol/requests';
import { counted, grouped } from './format';
import { html, type Html } from './html';
import { placeLink } from './previewNodes';

export function renderUnplaced(unplaced: readonly PreviewUnplaced[]): Html | undefined {
  if (unplaced.length === 0) return undefined;
  return html`<section class="unplaced" aria-label="Pods without a node">
    <h2>Pods without a node</h2>
    <ul class="plain">
      ${unplaced.map(renderReason)}
    </ul>
  </section>`;
}

function renderReason({ workload, count, code, message, location }: PreviewUnplaced): Html {
  return html`<li class="card failed" data-code="${code}">
    <p>
      <strong>${placeLink(workload, location)}</strong> <span class="pod-count">× ${grouped(count)}</span>
    </p>
    <p class="reason">${message}</p>
  </li>`;
}

/** Documents that are no part of the simulation; closed, for there may be many and often on purpose. */
export function renderLeftOut(skipped: readonly PreviewSkipped[]): Html | undefined {
  if (skipped.length === 0) return undefined;
  return html`<details class="left-out" data-key="left-out">
    <summary>${counted(skipped.length, 'document')} left out of the simulation</summary>
    <ul>
      ${skipped.map(renderSkipped)}
    </ul>
  </details>`;
}

function renderSkipped({ uri, document, kind, name }: PreviewSkipped): Html {
  const what = [kind, name].filter((part) => part !== undefined).join(' ');
  const file = uri.slice(uri.lastIndexOf('/') + 1);
  return html`<li>
    ${placeLink(what === '' ? `document ${document + 1}` : what, { uri, line: 0, character: 0 })}
    <span class="quiet">${decoded(file)}</span>
  </li>`;
}

/** File names as people write them. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // Not a valid encoding: then the name is shown as it stands.
    return name;
  }
}

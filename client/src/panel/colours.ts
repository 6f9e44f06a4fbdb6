/** How workloads are told apart: six colours of the theme, each plain and with two patterns, and a letter, so that colour
 *  alone never carries the meaning. */
import { html, type Html } from '../html';

/** In the order in which neighbours differ most. */
const COLOURS = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'] as const;
const PATTERNS = ['plain', 'hatched', 'dotted'] as const;

export interface Look {
  readonly colour: (typeof COLOURS)[number];
  readonly pattern: (typeof PATTERNS)[number];
  /** A, B ... Z, AA, AB ... */
  readonly letter: string;
}

export function lookOf(slot: number): Look {
  return {
    colour: COLOURS[slot % COLOURS.length] ?? 'blue',
    pattern: PATTERNS[Math.floor(slot / COLOURS.length) % PATTERNS.length] ?? 'plain',
    letter: letters(slot),
  };
}

function letters(slot: number): string {
  const last = String.fromCharCode(65 + (slot % 26));
  return slot < 26 ? last : letters(Math.floor(slot / 26) - 1) + last;
}

export const lookClass = ({ colour, pattern }: Look): string => `look ${colour} ${pattern}`;

/** The square of a workload in lists. */
export function swatch(look: Look): Html {
  return html`<svg class="swatch" viewBox="0 0 18 18" aria-hidden="true">
    <rect class="${lookClass(look)}" width="18" height="18" rx="3" />
    ${look.pattern !== 'plain' && html`<rect class="over" fill="url(#${look.pattern})" width="18" height="18" rx="3" />`}
    <text class="letter" x="9" y="13">${look.letter}</text>
  </svg>`;
}

/** Patterns that boxes refer to; once on a page. */
export const PATTERN_DEFINITIONS = html`<svg class="definitions" width="0" height="0" aria-hidden="true">
  <defs>
    <pattern id="hatched" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="ink" width="1.6" height="5" />
    </pattern>
    <pattern id="dotted" width="5" height="5" patternUnits="userSpaceOnUse">
      <circle class="ink" cx="2.5" cy="2.5" r="1.1" />
    </pattern>
  </defs>
</svg>`;

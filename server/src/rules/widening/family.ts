/** What the name of an EC2 instance family says: `m6id` is series m, generation 6, Intel, with local disks. */

export interface Family {
  readonly name: string;
  /** The letters before the generation: m, c, r, t, inf, trn ... */
  readonly series: string;
  readonly generation: number;
  /** i: Intel (also where no letter says so), a: AMD, g: Graviton (arm64). */
  readonly processor: 'i' | 'a' | 'g';
  /** Every other letter, sorted: d local disks, n network, b EBS, z high clock; with `-flex` as it is. */
  readonly extras: string;
}

const NAME = /^([a-z]+?)(\d+)([a-z]*)(-[a-z0-9]+)?$/;

/** undefined for names of another pattern (`u-6tb1`, `p6-b200`). */
export function parseFamily(name: string): Family | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const [, series = '', generation = '', letters = '', suffix = ''] = match;
  const processor = letters.startsWith('a') ? 'a' : letters.startsWith('g') ? 'g' : 'i';
  const extras = [...letters.replace(/^[aig]/, '')].sort().join('') + suffix;
  return { name, series, generation: Number(generation), processor, extras };
}

/** The same kind of machine, newer. */
export const isNewer = (family: Family, than: Family): boolean =>
  family.series === than.series &&
  family.processor === than.processor &&
  family.extras === than.extras &&
  family.generation > than.generation;

/** The same ratio of CPU to memory and at least as new, with whatever disks and network: what runs there runs here. */
export const isSibling = (family: Family, of: Family): boolean =>
  family.series === of.series && family.generation >= of.generation;

/** Kubelet settings of pools, which v1 has in the node class: they move to the class that their pool names. */
import { Block, commentedOut, type Entry } from './block';
import type { Draft } from './draft';

/** @param classOf  the draft of a node class among the files; undefined where it is not there */
export function moveKubelets(pools: readonly Draft[], classOf: (name: string) => Draft | undefined): void {
  const byClass = new Map<string, Draft[]>();
  for (const pool of pools) {
    const name = className(pool) ?? '';
    byClass.set(name, [...(byClass.get(name) ?? []), pool]);
  }
  for (const [name, group] of byClass) settle(name, group, classOf(name));
}

/** One class has one kubelet: pools that want different ones need classes of their own. */
function settle(name: string, pools: readonly Draft[], nodeClass: Draft | undefined): void {
  if (pools.every(({ kubelet }) => !kubelet)) return;
  const spec = nodeClass?.block.inside('spec');
  const own = spec?.get('kubelet');
  const wanted = new Set(pools.map(({ kubelet }) => canonical(valueOf(kubelet))));
  if (own) wanted.add(canonical(valueOf(own)));
  if (spec && nodeClass && wanted.size === 1) {
    const [first] = pools;
    if (!own && first?.kubelet) {
      spec.put(first.kubelet);
      nodeClass.isTouched = true;
    }
    for (const pool of pools) pool.info(TEMPLATE, `kubelet moved to the EC2NodeClass ${name}`);
    return;
  }
  const why = spec
    ? `the pools of the EC2NodeClass ${name} have different kubelet settings; each needs a class of its own`
    : `kubelet belongs to the EC2NodeClass ${name}, which is not among the files`;
  for (const pool of pools) leaveBehind(pool, why);
}

const TEMPLATE = ['spec', 'template', 'spec'];

function leaveBehind(pool: Draft, why: string): void {
  if (!pool.kubelet) return;
  const claim = pool.block.open('spec')?.open('template')?.open('spec');
  claim?.tail.push(...commentedOut(pool.kubelet, why));
  pool.warn(TEMPLATE, `kubelet is left as a comment: ${why}`);
}

function className(pool: Draft): string | undefined {
  const name = pool.block
    .inside('spec')
    ?.inside('template')
    ?.inside('spec')
    ?.inside('nodeClassRef')
    ?.get('name');
  return typeof name?.value === 'string' ? name.value : undefined;
}

/** As it now stands: it may have lost a field. */
const valueOf = (entry: Entry | undefined): unknown =>
  entry && Block.of([entry.head, ...entry.below].join('\n'))?.get(entry.key)?.value;

/** Equal for equal values, in whatever order their keys are written. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
  return `{${entries.sort().join()}}`;
}

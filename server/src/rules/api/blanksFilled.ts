/** Blanks of an example that nobody has filled in. */
import type { Path } from '../../manifest/path';
import { blankIn } from '../../manifest/placeholders';
import * as kinds from '../kinds';
import { record } from '../read';
import { editRule } from '../rule';

/** Below them stand scripts, queries and texts, in which angle brackets mean something else. */
const FREE_TEXT: ReadonlySet<string> = new Set([
  ...['args', 'command', 'query', 'nrql', 'expression'],
  ...['userData', 'description', 'formula', 'status', 'annotations'],
]);
/** More than this is a template, which need not be told of each of its blanks. */
const MOST = 20;

export const blanksFilled = editRule({
  id: 'api/blanks-filled',
  kinds: [
    ...[kinds.NODE_POOL, kinds.NODE_CLASS, kinds.AUTO_MODE_NODE_CLASS, kinds.HPA, kinds.PDB, kinds.CLAIM],
    ...[kinds.SCALED_OBJECT, kinds.SCALED_JOB, kinds.TRIGGER_AUTHENTICATION],
    ...[kinds.CLUSTER_TRIGGER_AUTHENTICATION, ...kinds.WORKLOADS],
  ],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'Blanks of an example such as `<CLUSTER_NAME>` are filled in.',
    why:
      'Examples mark with angle brackets what is to be put in by hand. The API server takes most of them for text: a tag ' +
      '`<CLUSTER_NAME>` finds no subnet, an image `<ACCOUNT>.dkr...` is not pulled, and nothing says so. Other rules leave ' +
      'such values alone. Where a tool fills them in, `${CLUSTER_NAME}` is what Dryfit takes for its placeholder.',
    source: 'https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/',
  },
  check({ manifest, report }) {
    for (const { path, blank } of blanksOf(manifest.value, []).slice(0, MOST))
      report({ path, message: `${blank} is a blank that is still to be filled in` });
  },
});

interface Blank {
  readonly path: Path;
  readonly blank: string;
}

function blanksOf(value: unknown, path: Path): readonly Blank[] {
  if (typeof value === 'string') {
    const blank = blankIn(value);
    return blank === undefined ? [] : [{ path, blank }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => blanksOf(item, [...path, index]));
  return Object.entries(record(value)).flatMap(([name, child]) =>
    FREE_TEXT.has(name) ? [] : blanksOf(child, [...path, name]),
  );
}

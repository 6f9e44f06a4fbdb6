/** G9, H33: two scalers that write the same count. */
import { HPA, HPA_V1, SCALED_OBJECT } from '../kinds';
import { editRule } from '../rule';

export const oneScalerPerTarget = editRule({
  id: 'hpa/one-scaler-per-target',
  kinds: [HPA, HPA_V1, SCALED_OBJECT],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'A workload has one scaler.',
    why:
      'Two HPAs, or an HPA and a ScaledObject, undo each other every 15 seconds. The HPA controller refuses to act when it ' +
      "sees two HPAs for the same pods, and KEDA's webhook refuses the second. Put the metrics into one scaler: it follows " +
      'the largest.',
    source: 'https://keda.sh/docs/latest/concepts/admission-webhooks/',
  },
  check({ manifest, graph, report }) {
    const target = graph.targetOf(manifest);
    if (!target) return;
    const others = graph.scalersOf(target).filter((one) => one !== manifest && !isSameObject(one, manifest));
    const first = others[0];
    if (!first) return;
    report({
      path: ['spec', 'scaleTargetRef', 'name'],
      message: `${target.kind} "${target.name}" is also scaled by ${first.kind} "${first.name}"${others.length > 1 ? ` and ${others.length - 1} more` : ''}: they undo each other`,
    });
  },
});

const isSameObject = (
  a: { readonly kind: string | undefined; readonly name: string | undefined },
  b: { readonly kind: string | undefined; readonly name: string | undefined },
): boolean => a.kind === b.kind && a.name === b.name;

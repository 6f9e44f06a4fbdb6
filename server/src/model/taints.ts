/** Taints and tolerations, as manifests write them, and when one tolerates the other.
 *  @source kubernetes/api core/v1/toleration.go ToleratesTaint@v0.35.3 */

export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: TaintEffect;
}

/** An absent field matches anything, but for `operator` (default Equal). */
export interface Toleration {
  readonly key?: string;
  readonly operator?: 'Equal' | 'Exists' | 'Lt' | 'Gt';
  readonly value?: string;
  readonly effect?: TaintEffect;
  /** Does not matter for scheduling but for one thing: upstream tells topology constraints apart by it. */
  readonly tolerationSeconds?: number;
}

/** Taints that no toleration matches. PreferNoSchedule counts like the others: Karpenter relaxes it by a toleration.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/taints.go Tolerates@v1.14.1 */
export const untolerated = (taints: readonly Taint[], tolerations: readonly Toleration[]): readonly Taint[] =>
  taints.filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)));

export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== undefined && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  const value = toleration.value ?? '';
  switch (toleration.operator ?? 'Equal') {
    case 'Equal':
      return value === taint.value;
    case 'Exists':
      return true;
    case 'Lt':
      return compareIntegers(taint.value, value, (a, b) => a < b);
    case 'Gt':
      return compareIntegers(taint.value, value, (a, b) => a > b);
  }
}

const DECIMAL_INTEGER = /^(0|-?[1-9][0-9]*)$/;

function compareIntegers(a: string, b: string, holds: (a: bigint, b: bigint) => boolean): boolean {
  return isInt64(a) && isInt64(b) && holds(BigInt(a), BigInt(b));
}

const isInt64 = (text: string): boolean =>
  DECIMAL_INTEGER.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

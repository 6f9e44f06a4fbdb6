/** Node selector requirements: the set of values that a label may have.
 *  @source kubernetes-sigs/karpenter pkg/scheduling/requirement.go@v1.14.1 */

export type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt' | 'Gte' | 'Lte';

/** A requirement as a manifest writes it. `minValues` only in NodePools. */
export interface RequirementSpec {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
  readonly minValues?: number;
}

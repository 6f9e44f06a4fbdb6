/** Why a pod cannot be placed, or a claim not launched: facts. `simulate/explain.ts` turns them into sentences. */

export type Reason =
  | { readonly code: 'no-node-pools' }
  | { readonly code: 'refused'; readonly detail: { readonly code: string; readonly message: string } }
  | { readonly code: 'not-handled-yet'; readonly constraint: string }
  | { readonly code: 'no-pool-fits'; readonly pools: readonly PoolReason[] };

/** Why one pool cannot take the pod. The solver extends this union; keep it closed and documented. */
export interface PoolReason {
  readonly pool: string;
  readonly code: string;
}

/** The objects of a running cluster, as its API server lists them. */
export interface LiveObjects {
  readonly nodes: readonly unknown[];
  /** Bound and pending ones; finished ones may be left out. */
  readonly pods: readonly unknown[];
  readonly nodeClaims: readonly unknown[];
  /** NodePools, node classes, DaemonSets, volumes, claims, storage classes, namespaces: manifests with kind and apiVersion. */
  readonly manifests: readonly unknown[];
}

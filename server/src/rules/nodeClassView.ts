/** An EC2NodeClass as its rules look at it. */
import type { Manifest, Path } from '../manifest/document';
import type { ClusterGraph } from './graph';
import { NODE_CLASS, NODE_POOL } from './kinds';
import { POOL_SPEC } from './nodePoolView';
import { at, list, text } from './read';
import { ownValue } from '../util/own';

export interface PlacedAlias {
  readonly path: Path;
  /** As Karpenter names families in `amiFamily`. */
  readonly family: string | undefined;
  readonly version: string;
  readonly alias: string;
}

const FAMILIES: Readonly<Record<string, string>> = {
  al2: 'AL2',
  al2023: 'AL2023',
  bottlerocket: 'Bottlerocket',
  windows2019: 'Windows2019',
  windows2022: 'Windows2022',
  windows2025: 'Windows2025',
};

/** The `family@version` alias of the first AMI selector term that has one. */
export function aliasOf(nodeClass: Manifest): PlacedAlias | undefined {
  const terms = list(at(nodeClass.value, 'spec', 'amiSelectorTerms'));
  for (const [index, term] of terms.entries()) {
    const alias = text(at(term, 'alias'));
    const [family, version] = alias?.split('@') ?? [];
    if (alias === undefined || family === undefined || version === undefined) continue;
    return {
      path: ['spec', 'amiSelectorTerms', index, 'alias'],
      family: ownValue(FAMILIES, family.toLowerCase()),
      version,
      alias,
    };
  }
  return undefined;
}

/** The family that bootstraps the nodes: `amiFamily`, else that of the alias. */
export const familyOf = (nodeClass: Manifest): string | undefined =>
  text(at(nodeClass.value, 'spec', 'amiFamily')) ?? aliasOf(nodeClass)?.family;

/** Device names of the block device mappings, with their places. */
export const devicesOf = (
  nodeClass: Manifest,
): readonly { readonly path: Path; readonly name: string | undefined }[] =>
  list(at(nodeClass.value, 'spec', 'blockDeviceMappings')).map((mapping, index) => ({
    path: ['spec', 'blockDeviceMappings', index],
    name: text(at(mapping, 'deviceName')),
  }));

/** The pools whose nodes are made by the class. */
export const poolsOf = (graph: ClusterGraph, nodeClass: Manifest): readonly Manifest[] =>
  graph.ofKind(NODE_POOL).filter((pool) => {
    const name = text(at(pool.value, ...POOL_SPEC, 'nodeClassRef', 'name'));
    return name !== undefined && graph.findGlobal(NODE_CLASS, name, pool) === nodeClass;
  });

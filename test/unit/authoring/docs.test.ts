/** Every field of the Karpenter and KEDA kinds, the HPA and the PodDisruptionBudget is documented, and nothing that
 *  no schema knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldDoc } from '../../../server/src/authoring/describe';
import { documentedFields } from '../../../server/src/authoring/docs';
import { patternOf } from '../../../server/src/authoring/field';
import { viewsOf } from '../../../server/src/authoring/views';
import {
  allKinds,
  findKind,
  objectMetaId,
  schemaOf,
  type KindSchema,
} from '../../../server/src/schema/kinds';
import type { SchemaNode } from '../../../server/src/schema/structural';

const FULL = [
  ...['NodePool', 'NodeClaim', 'NodeOverlay', 'EC2NodeClass'],
  ...['ScaledObject', 'TriggerAuthentication', 'ClusterTriggerAuthentication', 'ScaledJob'],
  ...['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NodeClass', 'CapacityBuffer'],
];
const PARTLY = [
  ...['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'],
  ...['PersistentVolumeClaim', 'StorageClass', 'PriorityClass', 'ClusterConfig'],
  ...['ClusterQueue', 'LocalQueue', 'Cohort', 'ResourceFlavor', 'AdmissionCheck', 'Topology'],
  ...[
    'ProvisioningRequestConfig',
    'WorkloadPriorityClass',
    'NodeReadinessRule',
    'CronHorizontalPodAutoscaler',
  ],
];

function fieldsOf(kind: KindSchema): string[][] {
  const found: string[][] = [];
  const walk = (schema: SchemaNode, steps: string[]): void => {
    if (steps.length > 0) found.push(steps);
    if (steps.length > 16) return;
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      const isBareMetadata = steps.length === 0 && name === 'metadata' && !child.properties;
      walk(isBareMetadata ? schemaOf(objectMetaId()) : child, [...steps, name]);
    }
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, [...steps, '*']);
    if (schema.items) walk(schema.items, [...steps, '[]']);
  };
  walk(schemaOf(kind.schema), []);
  return found;
}

/** The Job below a ScaledJob is documented as far as Jobs and pods are. */
const isOwn = (kind: string, steps: readonly string[]): boolean =>
  kind !== 'ScaledJob' || steps[1] !== 'jobTargetRef' || steps.length === 2;

/** A single managed field, owner's item and the like say nothing that their list does not. */
const isManaged = (steps: readonly string[]): boolean => steps.includes('managedFields');

const newer = ['NodePool', 'NodeClaim', 'NodeOverlay', 'EC2NodeClass'].flatMap((kind) => {
  const found = allKinds().find((one) => one.kind === kind);
  const one = found && findKind(`${found.group}/${found.version}`, kind, '1.15.1');
  return one ? [one] : [];
});

test('every field of the kinds that Dryfit is about is documented, in both Karpenter releases', () => {
  const kinds = [...allKinds().filter(({ kind }) => FULL.includes(kind)), ...newer];
  assert.ok(kinds.length >= 14);
  const missing = kinds.flatMap((kind) =>
    fieldsOf(kind)
      .filter((steps) => isOwn(kind.kind, steps) && !isManaged(steps))
      .filter((steps) => fieldDoc(kind.kind, steps) === undefined)
      .map((steps) => `${kind.kind} ${patternOf(steps)}`),
  );
  assert.deepEqual(missing, []);
});

test('everything documented is a field of some schema', () => {
  const known = new Set<string>();
  for (const kind of [...allKinds(), ...newer].filter((one) => [...FULL, ...PARTLY].includes(one.kind)))
    for (const steps of fieldsOf(kind))
      for (const view of viewsOf(kind.kind, steps)) known.add(`${view.kind} ${view.pattern}`);
  const stray = documentedFields()
    .map(([kind, pattern]) => `${kind} ${pattern}`)
    .filter((field) => !known.has(field));
  assert.deepEqual(stray, []);
});

test('documentation is short and ends its sentences', () => {
  const bad = documentedFields()
    .map(
      ([kind, pattern]) =>
        [`${kind} ${pattern}`, fieldDoc(kind, pattern.replaceAll('[]', '.[]').split('.'))] as const,
    )
    .filter(([, doc]) => doc && (!/[.:]$|….?$/.test(doc.text) || doc.text.length > 420));
  assert.deepEqual(bad, []);
});

/** All documentation of fields, by kind. Kinds that share fields look each other's up: see `views.ts`. */
import { AUTO_MODE_NODE_CLASS } from './autoModeNodeClass';
import { CAPACITY_BUFFER } from './capacityBuffer';
import { CLUSTER_CONFIG } from './clusterConfig';
import { CONDITION } from './condition';
import { CRON_HPA } from './cronHpa';
import { EC2_NODE_CLASS } from './ec2NodeClass';
import type { FieldDoc, FieldDocs } from './fieldDoc';
import { HPA } from './hpa';
import * as kueue from './kueue';
import { NODE_CLAIM } from './nodeClaim';
import { NODE_OVERLAY } from './nodeOverlay';
import { NODE_POOL } from './nodePool';
import { NODE_READINESS_RULE } from './nodeReadinessRule';
import { OBJECT, OBJECT_META, SELECTOR } from './object';
import { POD } from './pod';
import { POD_DISRUPTION_BUDGET } from './podDisruptionBudget';
import { SCALED_JOB } from './scaledJob';
import { SCALED_OBJECT } from './scaledObject';
import { TRIGGER_AUTHENTICATION } from './triggerAuthentication';
import * as workload from './workload';

const DOCS: Readonly<Record<string, FieldDocs>> = {
  NodePool: NODE_POOL,
  NodeClaim: NODE_CLAIM,
  NodeOverlay: NODE_OVERLAY,
  EC2NodeClass: EC2_NODE_CLASS,
  NodeClass: AUTO_MODE_NODE_CLASS,
  CapacityBuffer: CAPACITY_BUFFER,
  ClusterConfig: CLUSTER_CONFIG,
  ScaledObject: SCALED_OBJECT,
  ScaledJob: SCALED_JOB,
  TriggerAuthentication: TRIGGER_AUTHENTICATION,
  HorizontalPodAutoscaler: HPA,
  PodDisruptionBudget: POD_DISRUPTION_BUDGET,
  Pod: POD,
  Deployment: workload.DEPLOYMENT,
  StatefulSet: workload.STATEFUL_SET,
  DaemonSet: workload.DAEMON_SET,
  ReplicaSet: workload.REPLICA_SET,
  Job: workload.JOB,
  CronJob: workload.CRON_JOB,
  PersistentVolumeClaim: workload.CLAIM,
  StorageClass: workload.STORAGE_CLASS,
  PriorityClass: workload.PRIORITY_CLASS,
  ClusterQueue: kueue.CLUSTER_QUEUE,
  LocalQueue: kueue.LOCAL_QUEUE,
  Cohort: kueue.COHORT_DOCS,
  ResourceFlavor: kueue.RESOURCE_FLAVOR,
  AdmissionCheck: kueue.ADMISSION_CHECK,
  ProvisioningRequestConfig: kueue.PROVISIONING_REQUEST_CONFIG,
  Topology: kueue.TOPOLOGY,
  WorkloadPriorityClass: kueue.WORKLOAD_PRIORITY_CLASS,
  NodeReadinessRule: NODE_READINESS_RULE,
  CronHorizontalPodAutoscaler: CRON_HPA,
  Object: OBJECT,
  ObjectMeta: OBJECT_META,
  Selector: SELECTOR,
  Condition: CONDITION,
};

/** What is said about a field of a kind at a path pattern; undefined when nothing is. */
export function docOf(kind: string, pattern: string): FieldDoc | undefined {
  const docs = Object.hasOwn(DOCS, kind) ? DOCS[kind] : undefined;
  const doc = docs && Object.hasOwn(docs, pattern) ? docs[pattern] : undefined;
  return typeof doc === 'string' ? { text: doc } : doc;
}

/** Every documented field, for the tests that compare them with the schemas. */
export const documentedFields = (): readonly (readonly [kind: string, pattern: string])[] =>
  Object.entries(DOCS).flatMap(([kind, docs]) =>
    Object.keys(docs).map((pattern) => [kind, pattern] as const),
  );

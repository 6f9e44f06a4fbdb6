/** Every rule. The order is that of the documentation; findings are ordered by place. */
import { eksctlAutoMode } from './api/eksctlAutoMode';
import { kindExists } from './api/kindExists';
import { containerExists } from './hpa/containerExists';
import { oneScalerPerTarget } from './hpa/oneScalerPerTarget';
import { policyPeriod } from './hpa/policyPeriod';
import { rangeOpen } from './hpa/rangeOpen';
import { scaleDownEnabled } from './hpa/scaleDownEnabled';
import { selectPolicySet } from './hpa/selectPolicySet';
import { targetExists } from './hpa/targetExists';
import { targetNotZero } from './hpa/targetNotZero';
import { targetScalable } from './hpa/targetScalable';
import { targetWithoutReplicas } from './hpa/targetWithoutReplicas';
import { utilizationHasRequests } from './hpa/utilizationHasRequests';
import { archKnown } from './karpenter/archKnown';
import { budgetHasFloor } from './karpenter/budgetHasFloor';
import { budgetLetsNodesRoll } from './karpenter/budgetLetsNodesRoll';
import { budgetReasonsCovered } from './karpenter/budgetReasonsCovered';
import { budgetScheduleParses } from './karpenter/budgetScheduleParses';
import { capacityTypeKnown } from './karpenter/capacityTypeKnown';
import { consolidateAfterSet } from './karpenter/consolidateAfterSet';
import { customLabelIsolates } from './karpenter/customLabelIsolates';
import { equalWeightsExclusive } from './karpenter/equalWeightsExclusive';
import { expiryHasGracePeriod } from './karpenter/expiryHasGracePeriod';
import { gpuPoolTainted } from './karpenter/gpuPoolTainted';
import { instanceTypesDiverse } from './karpenter/instanceTypesDiverse';
import { labelValuesKnown } from './karpenter/labelValuesKnown';
import { limitsHoldANode } from './karpenter/limitsHoldANode';
import { limitsHoldMaximum } from './karpenter/limitsHoldMaximum';
import { limitsSet } from './karpenter/limitsSet';
import { localDisksUsed } from './karpenter/localDisksUsed';
import { minValuesReachable } from './karpenter/minValuesReachable';
import { nodeClassExists } from './karpenter/nodeClassExists';
import { quantitiesInLabelUnits } from './karpenter/quantitiesInLabelUnits';
import { requirementsGiven } from './karpenter/requirementsGiven';
import { requirementsLeaveTypes } from './karpenter/requirementsLeaveTypes';
import { spotHasFallback } from './karpenter/spotHasFallback';
import { taintTolerated } from './karpenter/taintTolerated';
import { authenticationExists } from './keda/authenticationExists';
import { awsTriggerHasIdentity } from './keda/awsTriggerHasIdentity';
import { cronHasFloor } from './keda/cronHasFloor';
import { cronRaisesReplicas } from './keda/cronRaisesReplicas';
import { cronWindowReadable } from './keda/cronWindowReadable';
import { metricNameDropped } from './keda/metricNameDropped';
import { missingSeriesIsNotZero } from './keda/missingSeriesIsNotZero';
import { notPaused } from './keda/notPaused';
import { queryGivesOneValue } from './keda/queryGivesOneValue';
import { sqsQueueUrl } from './keda/sqsQueueUrl';
import { triggerMetadataComplete } from './keda/triggerMetadataComplete';
import { triggerMetadataKnown } from './keda/triggerMetadataKnown';
import { zeroOnlySettings } from './keda/zeroOnlySettings';
import { al2StillBuilt } from './nodeclass/al2StillBuilt';
import { amiSelectorExact } from './nodeclass/amiSelectorExact';
import { amiVersionPinned } from './nodeclass/amiVersionPinned';
import { bottlerocketVolumes } from './nodeclass/bottlerocketVolumes';
import { selectorTagsExact } from './nodeclass/selectorTagsExact';
import { userDataWithoutBootstrap } from './nodeclass/userDataWithoutBootstrap';
import { allowsEviction } from './pdb/allowsEviction';
import { oneBudgetPerPod } from './pdb/oneBudgetPerPod';
import { selectsPods } from './pdb/selectsPods';
import { cronJobTimeZone } from './pods/cronJobTimeZone';
import { disruptionTolerated } from './pods/disruptionTolerated';
import { doNotDisruptBounded } from './pods/doNotDisruptBounded';
import { doNotDisruptReadable } from './pods/doNotDisruptReadable';
import { annotationCurrent } from './pods/annotationCurrent';
import { gpusNotStranded } from './pods/gpusNotStranded';
import { graceWithinPool } from './pods/graceWithinPool';
import { memoryLimitIsRequest } from './pods/memoryLimitIsRequest';
import { nodeGroupSelected } from './pods/nodeGroupSelected';
import { nodeLabelOffered } from './pods/nodeLabelOffered';
import { placeable } from './pods/placeable';
import { requestsSet } from './pods/requestsSet';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  eksctlAutoMode,
  kindExists,
  containerExists,
  oneScalerPerTarget,
  policyPeriod,
  rangeOpen,
  scaleDownEnabled,
  selectPolicySet,
  targetExists,
  targetNotZero,
  targetScalable,
  targetWithoutReplicas,
  utilizationHasRequests,
  archKnown,
  budgetHasFloor,
  budgetLetsNodesRoll,
  budgetReasonsCovered,
  budgetScheduleParses,
  capacityTypeKnown,
  consolidateAfterSet,
  customLabelIsolates,
  equalWeightsExclusive,
  expiryHasGracePeriod,
  gpuPoolTainted,
  instanceTypesDiverse,
  labelValuesKnown,
  limitsHoldANode,
  limitsHoldMaximum,
  limitsSet,
  localDisksUsed,
  minValuesReachable,
  nodeClassExists,
  quantitiesInLabelUnits,
  requirementsGiven,
  requirementsLeaveTypes,
  spotHasFallback,
  taintTolerated,
  authenticationExists,
  awsTriggerHasIdentity,
  cronHasFloor,
  cronRaisesReplicas,
  cronWindowReadable,
  metricNameDropped,
  missingSeriesIsNotZero,
  notPaused,
  queryGivesOneValue,
  sqsQueueUrl,
  triggerMetadataComplete,
  triggerMetadataKnown,
  zeroOnlySettings,
  al2StillBuilt,
  amiSelectorExact,
  amiVersionPinned,
  bottlerocketVolumes,
  selectorTagsExact,
  userDataWithoutBootstrap,
  allowsEviction,
  oneBudgetPerPod,
  selectsPods,
  cronJobTimeZone,
  disruptionTolerated,
  doNotDisruptBounded,
  doNotDisruptReadable,
  annotationCurrent,
  gpusNotStranded,
  graceWithinPool,
  memoryLimitIsRequest,
  nodeGroupSelected,
  nodeLabelOffered,
  placeable,
  requestsSet,
];

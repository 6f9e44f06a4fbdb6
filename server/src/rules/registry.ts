/** Every rule. The order is that of the documentation; findings are ordered by place. */
import { blanksFilled } from './api/blanksFilled';
import { eksctlAutoMode } from './api/eksctlAutoMode';
import { v1beta1Fields } from './api/v1beta1Fields';
import { excludedDaysOnly } from './cronhpa/excludedDaysOnly';
import { scheduleFires } from './cronhpa/scheduleFires';
import { containerExists } from './hpa/containerExists';
import { containerMeasured } from './hpa/containerMeasured';
import { memoryFollowsLoad } from './hpa/memoryFollowsLoad';
import { oneScalerPerTarget } from './hpa/oneScalerPerTarget';
import { policyPeriod } from './hpa/policyPeriod';
import { rangeOpen } from './hpa/rangeOpen';
import { scaleDownEnabled } from './hpa/scaleDownEnabled';
import { selectPolicySet } from './hpa/selectPolicySet';
import { servedHasSpare } from './hpa/servedHasSpare';
import { targetExists } from './hpa/targetExists';
import { targetNotZero } from './hpa/targetNotZero';
import { targetScalable } from './hpa/targetScalable';
import { targetWithoutReplicas } from './hpa/targetWithoutReplicas';
import { utilizationHasRequests } from './hpa/utilizationHasRequests';
import { verticalScalerApart } from './hpa/verticalScalerApart';
import { agentTaintDeclared } from './karpenter/agentTaintDeclared';
import { archKnown } from './karpenter/archKnown';
import { archStated } from './karpenter/archStated';
import { autoModePoolOwn } from './karpenter/autoModePoolOwn';
import { boundIncludesValue } from './karpenter/boundIncludesValue';
import { budgetCanBind } from './karpenter/budgetCanBind';
import { budgetHasFloor } from './karpenter/budgetHasFloor';
import { budgetLetsNodesRoll } from './karpenter/budgetLetsNodesRoll';
import { budgetReasonsCovered } from './karpenter/budgetReasonsCovered';
import { budgetScheduleParses } from './karpenter/budgetScheduleParses';
import { budgetWindowComplete } from './karpenter/budgetWindowComplete';
import { budgetWindowEnds } from './karpenter/budgetWindowEnds';
import { capacityTypeKnown } from './karpenter/capacityTypeKnown';
import { consolidateAfterSet } from './karpenter/consolidateAfterSet';
import { customLabelIsolates } from './karpenter/customLabelIsolates';
import { daemonsLeaveRoom } from './karpenter/daemonsLeaveRoom';
import { drainNotPaidForLong } from './karpenter/drainNotPaidForLong';
import { equalWeightsExclusive } from './karpenter/equalWeightsExclusive';
import { expiryHasGracePeriod } from './karpenter/expiryHasGracePeriod';
import { expiryIgnoresBudgets } from './karpenter/expiryIgnoresBudgets';
import { gpuPoolTainted } from './karpenter/gpuPoolTainted';
import { instanceTypesDiverse } from './karpenter/instanceTypesDiverse';
import { labelValuesKnown } from './karpenter/labelValuesKnown';
import { labelsOfProvider } from './karpenter/labelsOfProvider';
import { limitsBoundSpend } from './karpenter/limitsBoundSpend';
import { limitsHoldANode } from './karpenter/limitsHoldANode';
import { limitsHoldMaximum } from './karpenter/limitsHoldMaximum';
import { limitsQuoted } from './karpenter/limitsQuoted';
import { limitsReachable } from './karpenter/limitsReachable';
import { limitsSet } from './karpenter/limitsSet';
import { localDisksUsed } from './karpenter/localDisksUsed';
import { memoryNotStranded } from './karpenter/memoryNotStranded';
import { minValuesNotOnZones } from './karpenter/minValuesNotOnZones';
import { minValuesReachable } from './karpenter/minValuesReachable';
import { noSwapTypes } from './karpenter/noSwapTypes';
import { nodeClassExists } from './karpenter/nodeClassExists';
import { nodeClassKind } from './karpenter/nodeClassKind';
import { poolUsable } from './karpenter/poolUsable';
import { quantitiesInLabelUnits } from './karpenter/quantitiesInLabelUnits';
import { requirementCount } from './karpenter/requirementCount';
import { requirementsGiven } from './karpenter/requirementsGiven';
import { requirementsLeaveTypes } from './karpenter/requirementsLeaveTypes';
import { spotHasFallback } from './karpenter/spotHasFallback';
import { spotTriedFirst } from './karpenter/spotTriedFirst';
import { startupTaintRemoved } from './karpenter/startupTaintRemoved';
import { staticPoolNotConsolidated } from './karpenter/staticPoolNotConsolidated';
import { taintTolerated } from './karpenter/taintTolerated';
import { underusedNodesGo } from './karpenter/underusedNodesGo';
import { zonesServed } from './karpenter/zonesServed';
import { activationBelowTarget } from './keda/activationBelowTarget';
import { authenticationExists } from './keda/authenticationExists';
import { awsTriggerHasIdentity } from './keda/awsTriggerHasIdentity';
import { cloudwatchWindow } from './keda/cloudwatchWindow';
import { clusterSecretBesideKeda } from './keda/clusterSecretBesideKeda';
import { cronHasFloor } from './keda/cronHasFloor';
import { cronRaisesReplicas } from './keda/cronRaisesReplicas';
import { cronTimeZoneKnown } from './keda/cronTimeZoneKnown';
import { cronWindowReadable } from './keda/cronWindowReadable';
import { cronWindowsApart } from './keda/cronWindowsApart';
import { fallbackAboveZero } from './keda/fallbackAboveZero';
import { identityCurrent } from './keda/identityCurrent';
import { idleCountZero } from './keda/idleCountZero';
import { jobTriggerSupported } from './keda/jobTriggerSupported';
import { kafkaSettingsAgree } from './keda/kafkaSettingsAgree';
import { kafkaTopicWakes } from './keda/kafkaTopicWakes';
import { metricNameDropped } from './keda/metricNameDropped';
import { metricTypeSupported } from './keda/metricTypeSupported';
import { missingSeriesIsNotZero } from './keda/missingSeriesIsNotZero';
import { notPaused } from './keda/notPaused';
import { queryGivesOneValue } from './keda/queryGivesOneValue';
import { settingsStillRead } from './keda/settingsStillRead';
import { sqsQueueUrl } from './keda/sqsQueueUrl';
import { triggerMetadataComplete } from './keda/triggerMetadataComplete';
import { triggerMetadataKnown } from './keda/triggerMetadataKnown';
import { triggerMetadataValues } from './keda/triggerMetadataValues';
import { valueGivenOnce } from './keda/valueGivenOnce';
import { zeroHasExternalTrigger } from './keda/zeroHasExternalTrigger';
import { zeroOnlySettings } from './keda/zeroOnlySettings';
import { admissionCheckExists } from './kueue/admissionCheckExists';
import { clusterQueueExists } from './kueue/clusterQueueExists';
import { flavorExists } from './kueue/flavorExists';
import { flavorOffered } from './kueue/flavorOffered';
import { jobFitsQuota } from './kueue/jobFitsQuota';
import { localQueueExists } from './kueue/localQueueExists';
import { al2StillBuilt } from './nodeclass/al2StillBuilt';
import { amiSelectorExact } from './nodeclass/amiSelectorExact';
import { amiVersionPinned } from './nodeclass/amiVersionPinned';
import { amiVersionSpelled } from './nodeclass/amiVersionSpelled';
import { autoModeFields } from './nodeclass/autoModeFields';
import { bottlerocketVolumes } from './nodeclass/bottlerocketVolumes';
import { customUserDataTaints } from './nodeclass/customUserDataTaints';
import { gpuImageApart } from './nodeclass/gpuImageApart';
import { kubeletFieldsApplied } from './nodeclass/kubeletFieldsApplied';
import { maxPodsHaveAddresses } from './nodeclass/maxPodsHaveAddresses';
import { prefixDelegationHasMaxPods } from './nodeclass/prefixDelegationHasMaxPods';
import { rootDeviceOfFamily } from './nodeclass/rootDeviceOfFamily';
import { selectorTagsExact } from './nodeclass/selectorTagsExact';
import { userDataLeavesKubelet } from './nodeclass/userDataLeavesKubelet';
import { userDataWithoutBootstrap } from './nodeclass/userDataWithoutBootstrap';
import { allowsEviction } from './pdb/allowsEviction';
import { oneBudgetPerPod } from './pdb/oneBudgetPerPod';
import { selectsPods } from './pdb/selectsPods';
import { annotationCurrent } from './pods/annotationCurrent';
import { claimExists } from './pods/claimExists';
import { cronJobTimeZone } from './pods/cronJobTimeZone';
import { disruptionTolerated } from './pods/disruptionTolerated';
import { doNotDisruptBounded } from './pods/doNotDisruptBounded';
import { doNotDisruptReadable } from './pods/doNotDisruptReadable';
import { gpusNotStranded } from './pods/gpusNotStranded';
import { graceWithinPool } from './pods/graceWithinPool';
import { hostPathMounted } from './pods/hostPathMounted';
import { memoryLimitIsRequest } from './pods/memoryLimitIsRequest';
import { nodeGroupSelected } from './pods/nodeGroupSelected';
import { labelsCurrent } from './pods/labelsCurrent';
import { nodeLabelOffered } from './pods/nodeLabelOffered';
import { nodePoolExists } from './pods/nodePoolExists';
import { placeable } from './pods/placeable';
import { podGroupComplete } from './pods/podGroupComplete';
import { preferencesCostNodes } from './pods/preferencesCostNodes';
import { replicasOwnedOnce } from './pods/replicasOwnedOnce';
import { requestsSet } from './pods/requestsSet';
import { warmPoolYields } from './pods/warmPoolYields';
import { modeHasField } from './readiness/modeHasField';
import { oneRulePerTaint } from './readiness/oneRulePerTaint';
import { selectsNodes } from './readiness/selectsNodes';
import { selectsPool } from './readiness/selectsPool';
import { taintAtStart } from './readiness/taintAtStart';
import type { Rule } from './rule';

export const rules: readonly Rule[] = [
  blanksFilled,
  eksctlAutoMode,
  v1beta1Fields,
  excludedDaysOnly,
  scheduleFires,
  containerExists,
  containerMeasured,
  memoryFollowsLoad,
  oneScalerPerTarget,
  policyPeriod,
  rangeOpen,
  scaleDownEnabled,
  selectPolicySet,
  servedHasSpare,
  targetExists,
  targetNotZero,
  targetScalable,
  targetWithoutReplicas,
  utilizationHasRequests,
  verticalScalerApart,
  agentTaintDeclared,
  archKnown,
  archStated,
  autoModePoolOwn,
  boundIncludesValue,
  budgetCanBind,
  budgetHasFloor,
  budgetLetsNodesRoll,
  budgetReasonsCovered,
  budgetScheduleParses,
  budgetWindowComplete,
  budgetWindowEnds,
  capacityTypeKnown,
  consolidateAfterSet,
  customLabelIsolates,
  daemonsLeaveRoom,
  drainNotPaidForLong,
  equalWeightsExclusive,
  expiryHasGracePeriod,
  expiryIgnoresBudgets,
  gpuPoolTainted,
  instanceTypesDiverse,
  labelValuesKnown,
  labelsOfProvider,
  limitsBoundSpend,
  limitsHoldANode,
  limitsHoldMaximum,
  limitsQuoted,
  limitsReachable,
  limitsSet,
  localDisksUsed,
  memoryNotStranded,
  minValuesNotOnZones,
  minValuesReachable,
  noSwapTypes,
  nodeClassExists,
  nodeClassKind,
  poolUsable,
  quantitiesInLabelUnits,
  requirementCount,
  requirementsGiven,
  requirementsLeaveTypes,
  spotHasFallback,
  spotTriedFirst,
  startupTaintRemoved,
  staticPoolNotConsolidated,
  taintTolerated,
  underusedNodesGo,
  zonesServed,
  activationBelowTarget,
  authenticationExists,
  awsTriggerHasIdentity,
  cloudwatchWindow,
  clusterSecretBesideKeda,
  cronHasFloor,
  cronRaisesReplicas,
  cronTimeZoneKnown,
  cronWindowReadable,
  cronWindowsApart,
  fallbackAboveZero,
  identityCurrent,
  idleCountZero,
  jobTriggerSupported,
  kafkaSettingsAgree,
  kafkaTopicWakes,
  metricNameDropped,
  metricTypeSupported,
  missingSeriesIsNotZero,
  notPaused,
  queryGivesOneValue,
  settingsStillRead,
  sqsQueueUrl,
  triggerMetadataComplete,
  triggerMetadataKnown,
  triggerMetadataValues,
  valueGivenOnce,
  zeroHasExternalTrigger,
  zeroOnlySettings,
  admissionCheckExists,
  clusterQueueExists,
  flavorExists,
  flavorOffered,
  jobFitsQuota,
  localQueueExists,
  al2StillBuilt,
  amiSelectorExact,
  amiVersionPinned,
  amiVersionSpelled,
  autoModeFields,
  bottlerocketVolumes,
  customUserDataTaints,
  gpuImageApart,
  kubeletFieldsApplied,
  maxPodsHaveAddresses,
  prefixDelegationHasMaxPods,
  rootDeviceOfFamily,
  selectorTagsExact,
  userDataLeavesKubelet,
  userDataWithoutBootstrap,
  allowsEviction,
  oneBudgetPerPod,
  selectsPods,
  claimExists,
  cronJobTimeZone,
  disruptionTolerated,
  doNotDisruptBounded,
  doNotDisruptReadable,
  annotationCurrent,
  gpusNotStranded,
  graceWithinPool,
  hostPathMounted,
  memoryLimitIsRequest,
  nodeGroupSelected,
  nodeLabelOffered,
  labelsCurrent,
  nodePoolExists,
  placeable,
  podGroupComplete,
  preferencesCostNodes,
  replicasOwnedOnce,
  requestsSet,
  warmPoolYields,
  modeHasField,
  oneRulePerTaint,
  selectsNodes,
  selectsPool,
  taintAtStart,
];

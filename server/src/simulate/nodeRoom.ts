/** What is left on a node: what its pods ask for, and which daemons run there. */
import { HOSTNAME } from '../model/labels';
import { allowsValue, isSatisfiedByAbsence, newRequirement } from '../model/requirement';
import { addResources, type Resources } from '../model/resources';
import { untolerated, type Taint } from '../model/taints';
import type { DaemonSetPod } from '../solver/input';

export interface Asking {
  readonly template: { readonly requests: Resources };
}

/** What pods ask for together, with a place for each. */
export function asked(pods: readonly Asking[]): Resources {
  const requests = pods.reduce<Resources>((sum, { template }) => addResources(sum, template.requests), {});
  return { ...requests, pods: pods.length };
}

/** Below zero where more is taken than there is. */
export function lessen(amounts: Resources, taken: Resources): Resources {
  const left: Record<string, number> = { ...amounts };
  for (const [name, amount] of Object.entries(taken)) left[name] = (left[name] ?? 0) - amount;
  return left;
}

/** What a daemon goes by. */
interface NodeTraits {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
}

/** Whether a daemon has a pod on the node, now or soon.
 *  @source kubernetes-sigs/karpenter pkg/controllers/provisioning/scheduling/scheduler.go isDaemonPodCompatibleWithNode@v1.14.1 */
export function runsOn({ template }: DaemonSetPod, { taints, labels, name }: NodeTraits): boolean {
  if (untolerated(taints, template.tolerations).length > 0) return false;
  const own: Readonly<Record<string, string>> = { [HOSTNAME]: name, ...labels };
  if (Object.entries(template.nodeSelector).some(([key, value]) => own[key] !== value)) return false;
  // Upstream reads the first of alternative terms alone.
  const [first] = template.requiredNodeTerms;
  return (first?.matchExpressions ?? []).map(newRequirement).every((one) => {
    const value = own[one.key];
    return value === undefined ? isSatisfiedByAbsence(one) : allowsValue(one, value);
  });
}

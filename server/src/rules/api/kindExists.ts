/** A1: kinds that are gone, or that circulate in articles without ever having existed. */
import { identify } from '../../schema/typeMeta';
import { editRule } from '../rule';

/** Kinds that a product has under another name now, by what their API group begins with. */
const RENAMED: Readonly<Record<string, { readonly group: string; readonly now: string }>> = {
  Provisioner: { group: 'karpenter.', now: 'a karpenter.sh/v1 NodePool' },
  AWSNodeTemplate: { group: 'karpenter.', now: 'a karpenter.k8s.aws/v1 EC2NodeClass' },
};

const NEVER_EXISTED: Readonly<Record<string, string>> = {
  CronHPA:
    'a KEDA ScaledObject with a cron trigger (keda.sh/v1alpha1), or CronHorizontalPodAutoscaler ' +
    '(autoscaling.alibabacloud.com/v1beta1) of kubernetes-cronhpa-controller',
  ProvisioningParameters:
    'a Kueue ProvisioningRequestConfig (kueue.x-k8s.io/v1beta1), or none: Karpenter needs no proxy',
};

export const kindExists = editRule({
  id: 'api/kind-exists',
  kinds: [],
  severity: 'warning',
  fixable: false,
  docs: {
    summary: 'The kind of a manifest exists, and still has that name.',
    why:
      'What the API server does not know it refuses ("no matches for kind"). Most unknown kinds are custom resources and ' +
      'none of our business; this speaks of two sorts: kinds that a project renamed (Provisioner and AWSNodeTemplate ' +
      'before Karpenter 1.0), and kinds that articles show and nobody ever built.',
    source: 'https://karpenter.sh/v1.0/upgrading/v1-migration/',
  },
  check({ manifest, options, report }) {
    const { apiVersion, kind } = manifest;
    if (apiVersion === undefined || kind === undefined) return;
    const identity = identify(manifest, options.karpenterVersion);
    // What resembles a kind that we know is told where kinds are told apart.
    if (identity.type !== 'unknown' || identity.hint) return;
    const renamed = RENAMED[kind];
    if (renamed && apiVersion.startsWith(renamed.group)) {
      report({
        path: ['apiVersion'],
        message: `${apiVersion} ${kind} is gone since Karpenter 1.0: it is ${renamed.now} now`,
      });
    } else if (NEVER_EXISTED[kind] !== undefined) {
      report({
        path: ['apiVersion'],
        message: `no such API as ${apiVersion} ${kind}: use ${NEVER_EXISTED[kind]}`,
      });
    }
  },
});

/** A1 to A5: what of a NodePool of v1beta1 is called otherwise, or stands elsewhere, in v1. */
import { conversionFix } from '../../convert/fix';
import type { Path } from '../../manifest/path';
import type { Fix } from '../../model/finding';
import { POOL_SPEC } from '../nodePoolView';
import { at, isSet, text } from '../read';
import { editRule } from '../rule';

const EXPIRE_AFTER: Path = ['spec', 'disruption', 'expireAfter'];
const POLICY: Path = ['spec', 'disruption', 'consolidationPolicy'];
const CLASS: Path = [...POOL_SPEC, 'nodeClassRef'];
const KUBELET: Path = [...POOL_SPEC, 'kubelet'];

export const v1beta1Fields = editRule({
  id: 'api/v1beta1-fields',
  kinds: ['karpenter.sh/v1beta1 NodePool'],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A NodePool has the fields of v1.',
    why:
      'Karpenter serves v1 alone since 1.1. Besides the version four things changed: `WhenUnderutilized` is ' +
      '`WhenEmptyOrUnderutilized`, `expireAfter` moved from `spec.disruption` to `spec.template.spec`, `nodeClassRef` has ' +
      '`group` and `kind` instead of `apiVersion`, and `kubelet` moved to the EC2NodeClass. The fix makes all changes in one ' +
      'go, in the node class too; what has no place there stays as a comment.',
    source: 'https://karpenter.sh/v1.0/upgrading/v1-migration/',
  },
  check({ manifest, graph, report }) {
    let known: readonly Fix[] | undefined;
    const fixes = () => (known ??= [conversionFix(manifest, graph.manifests) ?? []].flat());
    const { value } = manifest;
    if (text(at(value, ...POLICY)) === 'WhenUnderutilized')
      report({ path: POLICY, message: 'v1 calls WhenUnderutilized WhenEmptyOrUnderutilized', fixes });
    if (isSet(at(value, ...EXPIRE_AFTER)))
      report({
        path: EXPIRE_AFTER,
        mark: 'key',
        message: 'in v1 expireAfter stands in spec.template.spec',
        fixes,
      });
    if (isSet(at(value, ...CLASS)) && !isSet(at(value, ...CLASS, 'group')))
      report({
        path: CLASS,
        mark: 'key',
        message: 'in v1 nodeClassRef has group: karpenter.k8s.aws and kind: EC2NodeClass, and no apiVersion',
        fixes,
      });
    if (isSet(at(value, ...KUBELET)))
      report({ path: KUBELET, mark: 'key', message: 'in v1 kubelet stands in the EC2NodeClass', fixes });
  },
});

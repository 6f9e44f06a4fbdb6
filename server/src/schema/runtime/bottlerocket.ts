/** Bottlerocket's settings: TOML, with the fields that Karpenter reads of the right types.
 *  @source aws/karpenter-provider-aws pkg/providers/amifamily/bootstrap/bottlerocketsettings.go@v1.14.1 */
import { parseToml, type TomlTable, type TomlValue } from './toml';

/** The shape a value must have to be decoded; fields that are not named may be anything. */
type Shape =
  | 'text'
  | 'integer'
  | 'flag'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

const TEXTS = { map: 'text' } as const;
const TEXT_LIST = { list: 'text' } as const;

function all(names: string, shape: Shape): Record<string, Shape> {
  return Object.fromEntries(names.split(' ').map((name) => [name, shape]));
}

const KUBERNETES: Shape = {
  fields: {
    ...all(
      'api-server cloud-provider cluster-certificate cluster-name cluster-dns-ip container-log-max-size cpu-manager-policy ' +
        'cpu-manager-reconcile-period memory-manager-policy topology-manager-scope topology-manager-policy ' +
        'image-gc-high-threshold-percent image-gc-low-threshold-percent shutdown-grace-period ' +
        'shutdown-grace-period-for-critical-pods cluster-domain container-log-monitor-interval hostname-override-source',
      'text',
    ),
    ...all(
      'max-pods eviction-max-pod-grace-period registry-qps registry-burst event-qps event-burst kube-api-qps kube-api-burst ' +
        'container-log-max-files ids-per-pod pod-pids-limit container-log-max-workers log-level',
      'integer',
    ),
    ...all(
      'server-tls-bootstrap cpu-cfs-quota-enforced seccomp-default device-ownership-from-security-context single-process-oom-kill',
      'flag',
    ),
    ...all(
      'node-labels eviction-hard eviction-soft eviction-soft-grace-period kube-reserved system-reserved',
      TEXTS,
    ),
    ...all('allowed-unsafe-sysctls cpu-manager-policy-options', TEXT_LIST),
    'node-taints': { map: TEXT_LIST },
    'static-pods': { map: { fields: { enabled: 'flag', manifest: 'text' } } },
    'credential-providers': {
      map: {
        fields: {
          enabled: 'flag',
          'cache-duration': 'text',
          'image-patterns': TEXT_LIST,
          environment: TEXTS,
        },
      },
    },
    'topology-manager-policy-options': {
      fields: { 'prefer-closest-numa-nodes': 'flag', 'max-allowable-numa-nodes': 'integer' },
    },
  },
};

const COMMANDS: Shape = {
  map: { fields: { commands: { list: TEXT_LIST }, mode: 'text', essential: 'flag' } },
};
const CONFIG: Shape = {
  fields: { settings: { fields: { kubernetes: KUBERNETES, 'bootstrap-commands': COMMANDS } } },
};

/** What is wrong with Bottlerocket user data; undefined when Karpenter can read it. */
export function bottlerocketProblem(userData: string): string | undefined {
  const parsed = parseToml(userData);
  if (!parsed.ok) return `Bottlerocket reads TOML, and line ${parsed.line} is none: ${parsed.problem}`;
  return misfit(parsed.table, CONFIG, '');
}

function misfit(value: TomlValue, shape: Shape, path: string): string | undefined {
  if (typeof shape === 'string') return isScalar(value, shape) ? undefined : wrongType(path, shape);
  if ('list' in shape) return listMisfit(value, shape.list, path);
  if (!isTable(value)) return wrongType(path, 'table');
  for (const [name, child] of value) {
    const childShape =
      'map' in shape ? shape.map : Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    const problem = childShape && misfit(child, childShape, path === '' ? name : `${path}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function listMisfit(value: TomlValue, item: Shape, path: string): string | undefined {
  if (!Array.isArray(value)) return wrongType(path, 'list');
  for (const one of value as readonly TomlValue[]) {
    const problem = misfit(one, item, path);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function wrongType(path: string, shape: string): string {
  return `${path} must be a ${shape}`;
}

function isTable(value: TomlValue): value is TomlTable {
  return value instanceof Map;
}

function isScalar(value: TomlValue, shape: 'text' | 'integer' | 'flag'): boolean {
  if (shape === 'text') return typeof value === 'string';
  return shape === 'flag' ? typeof value === 'boolean' : typeof value === 'bigint';
}

/** Scheduling, DNS, security and the rest of a pod specification; bare pods. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { containerProblems, podProblems, problemsOf, POD, type Json } from './support';

const container = (list: readonly (readonly [string, Json, readonly string[], Json?])[]): void => {
  for (const [title, fields, expected, pod] of list)
    it(title, () => assert.deepStrictEqual(containerProblems(fields, pod), expected));
};
const pod = (list: readonly (readonly [string, Json, readonly string[]])[]): void => {
  for (const [title, fields, expected] of list)
    it(title, () => assert.deepStrictEqual(podProblems(fields), expected));
};

describe('scheduling', () => {
  const nodeTerms = (expression: Json): Json => ({
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [expression] }],
        },
      },
    },
  });
  const AT =
    'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]';
  const spread = (constraint: Json): Json => ({
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', ...constraint },
    ],
  });
  pod([
    ['node affinity', nodeTerms({ key: 'a', operator: 'In' }), [`${AT}.values required`]],
    [
      'Gt with two values',
      nodeTerms({ key: 'a', operator: 'Gt', values: ['1', '2'] }),
      [`${AT}.values required`],
    ],
    [
      'Exists with values',
      nodeTerms({ key: 'a', operator: 'Exists', values: ['1'] }),
      [`${AT}.values forbidden`],
    ],
    [
      'weights',
      {
        affinity: {
          nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] },
        },
      },
      ['affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight invalid'],
    ],
    [
      'pod affinity needs a topology key',
      { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}] } } },
      [
        'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey required',
        'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey invalid',
      ],
    ],
    [
      'tolerations',
      {
        tolerations: [
          { key: 'a', operator: 'Exists', value: 'b' },
          { tolerationSeconds: 5, operator: 'Exists' },
          { key: 'a', operator: 'Gt', value: '1' },
          {},
        ],
      },
      [
        'tolerations[0].operator invalid',
        'tolerations[1].effect invalid',
        'tolerations[2].operator not-supported',
        'tolerations[3].operator invalid',
      ],
    ],
    [
      'spread',
      spread({ maxSkew: 0, whenUnsatisfiable: 'Never' }),
      [
        'topologySpreadConstraints[0].maxSkew invalid',
        'topologySpreadConstraints[0].whenUnsatisfiable not-supported',
      ],
    ],
    [
      'minDomains',
      spread({ whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }),
      ['topologySpreadConstraints[0].minDomains invalid'],
    ],
    [
      'one constraint twice',
      {
        topologySpreadConstraints: [1, 2].map((maxSkew) => ({
          maxSkew,
          topologyKey: 'z',
          whenUnsatisfiable: 'DoNotSchedule',
        })),
      },
      ['topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable} duplicate'],
    ],
    [
      'matchLabelKeys without selector',
      spread({ matchLabelKeys: ['a'] }),
      ['topologySpreadConstraints[0].matchLabelKeys forbidden'],
    ],
    [
      'names',
      {
        nodeSelector: { a: 'b c' },
        priorityClassName: 'Bad_',
        serviceAccount: 'A',
        subdomain: 'x.y',
        runtimeClassName: '',
      },
      [
        'nodeSelector invalid',
        'serviceAccountName invalid',
        'priorityClassName invalid',
        'runtimeClassName invalid',
        'subdomain invalid',
      ],
    ],
    [
      'gates',
      { readinessGates: [{}], schedulingGates: [{ name: 'a' }, { name: 'a' }] },
      ['readinessGates[0].conditionType invalid', 'schedulingGates[1] duplicate'],
    ],
  ]);
});

describe('the rest of a pod', () => {
  pod([
    ['DNS', { dnsPolicy: 'None' }, ['dnsConfig required']],
    [
      'DNS configuration',
      { dnsConfig: { nameservers: ['1.2.3'], searches: ['a_b.c', 'a b'], options: [{}] } },
      ['dnsConfig.nameservers[0] invalid', 'dnsConfig.searches[1] invalid', 'dnsConfig.options[0] required'],
    ],
    [
      'host aliases',
      { hostAliases: [{ ip: '010.1.1.1', hostnames: ['A'] }] },
      ['hostAliases[0].hostnames[0] invalid'],
    ],
    [
      'a policy that waits for a gate',
      { securityContext: { seLinuxChangePolicy: 'MountOption' } },
      ['securityContext.seLinuxChangePolicy not-supported'],
    ],
    ['the other policy', { securityContext: { seLinuxChangePolicy: 'Recursive' } }, []],
    [
      'security',
      { securityContext: { runAsUser: -1, sysctls: [{ name: 'A' }], seccompProfile: { type: 'Localhost' } } },
      [
        'securityContext.runAsUser invalid',
        'securityContext.sysctls[0].name invalid',
        'securityContext.seccompProfile.localhostProfile required',
      ],
    ],
    [
      'Linux pods have no Windows options',
      { os: { name: 'linux' }, securityContext: { windowsOptions: {} } },
      ['securityContext.windowsOptions forbidden'],
    ],
    [
      'Windows pods have no users by number',
      { os: { name: 'windows' }, securityContext: { runAsUser: 1 } },
      ['securityContext.runAsUser forbidden'],
    ],
    ['unknown system', { os: { name: 'mac' } }, ['os not-supported']],
    ['resource claims', { resourceClaims: [{ name: 'a' }] }, ['resourceClaims[0] invalid']],
    ['fields whose gate is off are dropped', { workloadRef: { name: 'A', podGroup: '' } }, []],
    ['own user namespace', { hostUsers: false, hostPID: true }, ['HostPID forbidden']],
  ]);
  container([
    [
      'privilege escalation',
      { securityContext: { allowPrivilegeEscalation: false, privileged: true } },
      ['securityContext invalid'],
    ],
  ]);
});

describe('Pod', () => {
  const bare = (spec: Json): string[] =>
    problemsOf('v1/Pod', { metadata: { name: 'p' }, spec: { ...POD, ...spec } });
  it('requests follow limits', () => {
    assert.deepStrictEqual(
      bare({
        containers: [{ name: 'c', image: 'i', resources: { limits: { 'nvidia.com/gpu': 1, cpu: 1 } } }],
      }),
      [],
    );
  });
  it("host ports follow ports on the host's network", () => {
    const ports = [{ containerPort: 80 }, { containerPort: 80, name: 'x' }];
    assert.deepStrictEqual(bare({ hostNetwork: true, containers: [{ name: 'c', image: 'i', ports }] }), [
      'spec.containers[0].ports[1].hostPort duplicate',
    ]);
  });
  it('blanks around images, gates and nodes, ephemeral containers', () => {
    const wrong = bare({
      containers: [{ name: 'c', image: 'i ' }],
      nodeName: 'n',
      schedulingGates: [{ name: 'a' }],
      ephemeralContainers: [{ name: 'e', image: ' i' }],
    });
    assert.deepStrictEqual(wrong, [
      'spec.ephemeralContainers[0].image invalid',
      'spec.containers[0].image invalid',
      'spec.ephemeralContainers forbidden',
      'spec.nodeName forbidden',
    ]);
  });
});

/** Pod specifications, through the template of a Deployment; bare pods. */
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

describe('containers', () => {
  container([
    ['name and image', { name: 'C', image: '' }, ['name invalid', 'image required']],
    [
      'policies',
      { imagePullPolicy: 'always', terminationMessagePolicy: 'x' },
      ['terminationMessagePolicy not-supported', 'imagePullPolicy not-supported'],
    ],
    [
      'ports',
      { ports: [{}, { containerPort: 65536, name: 'toolongportname123', protocol: 'HTTP' }] },
      [
        'ports[0].containerPort required',
        'ports[1].name invalid',
        'ports[1].containerPort invalid',
        'ports[1].protocol not-supported',
      ],
    ],
    [
      'the same port of the host',
      {
        ports: [
          { containerPort: 1, hostPort: 80 },
          { containerPort: 2, hostPort: 80 },
        ],
      },
      ['ports[1].hostPort duplicate'],
    ],
    [
      'resizing is reported at the list',
      { resizePolicy: [{}] },
      ['resizePolicy required', 'resizePolicy required'],
    ],
  ]);
  pod([
    ['none', { containers: [] }, ['containers required']],
    [
      'one name twice',
      {
        containers: [
          { name: 'c', image: 'i' },
          { name: 'c', image: 'i' },
        ],
      },
      ['containers[1].name duplicate'],
    ],
    [
      'probes of init containers',
      { initContainers: [{ name: 'i', image: 'i', livenessProbe: {} }] },
      ['initContainers[0].livenessProbe forbidden'],
    ],
  ]);
});

describe('environment', () => {
  container([
    [
      'names may be almost anything',
      { env: [{ name: 'a b.c', value: '1' }, { name: 'A=B' }, {}] },
      ['env[1].name invalid', 'env[2].name required'],
    ],
    [
      'one source',
      {
        env: [
          { name: 'a', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'b', valueFrom: {} },
        ],
      },
      ['env[0].valueFrom invalid', 'env[1].valueFrom invalid'],
    ],
    [
      'fields',
      {
        env: [
          { name: 'a', valueFrom: { fieldRef: { fieldPath: 'spec.x' } } },
          { name: 'b', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
        ],
      },
      ['env[0].valueFrom.fieldRef.fieldPath invalid'],
    ],
    [
      'resources',
      { env: [{ name: 'a', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' } } }] },
      ['env[0].valueFrom.resourceFieldRef.divisor invalid'],
    ],
    [
      'keys',
      { env: [{ name: 'a', valueFrom: { secretKeyRef: { name: 's', key: '..' } } }] },
      ['env[0].valueFrom.secretKeyRef.key invalid'],
    ],
    [
      'envFrom',
      { envFrom: [{}, { secretRef: {} }] },
      ['envFrom invalid', 'envFrom[1].secretRef.name required'],
    ],
  ]);
});

describe('resources', () => {
  const resources = (limits: Json, requests: Json): Json => ({ resources: { limits, requests } });
  container([
    ['request above the limit', resources({ cpu: '1' }, { cpu: '1500m' }), ['resources.requests invalid']],
    ['equal in other units', resources({ memory: '1Gi' }, { memory: '1024Mi' }), []],
    [
      'extended resources need a limit',
      resources({}, { 'nvidia.com/gpu': 1 }),
      ['resources.limits required'],
    ],
    [
      'extended resources are whole',
      resources({ 'nvidia.com/gpu': '500m' }, {}),
      ['resources.limits[nvidia.com/gpu] invalid'],
    ],
    [
      'unknown resources',
      resources({ gpu: 1 }, {}),
      ['resources.limits[gpu] invalid', 'resources.limits[gpu] invalid'],
    ],
    ['negative', resources({}, { cpu: '-1' }), ['resources.requests[cpu] invalid']],
    [
      'huge pages',
      resources({ 'hugepages-2Mi': '3Mi' }, {}),
      ['resources.limits[hugepages-2Mi] invalid', 'resources forbidden'],
    ],
  ]);
  it('of the pod below those of its containers', () => {
    const containers = [{ name: 'c', image: 'i', ...resources({}, { cpu: '2' }) }];
    assert.deepStrictEqual(podProblems({ containers, resources: { requests: { cpu: '1' } } }), [
      'resources.requests[cpu] invalid',
    ]);
  });
});

describe('probes and hooks', () => {
  container([
    ['no handler', { readinessProbe: {} }, ['readinessProbe required']],
    [
      'two handlers',
      { livenessProbe: { exec: { command: ['a'] }, tcpSocket: { port: 1 } } },
      ['livenessProbe.tcpSocket forbidden'],
    ],
    [
      'ports',
      { livenessProbe: { httpGet: { port: 70000 } }, readinessProbe: { tcpSocket: { port: 'a_b' } } },
      ['livenessProbe.httpGet.port invalid', 'readinessProbe.tcpSocket.port invalid'],
    ],
    [
      'liveness succeeds once',
      { livenessProbe: { exec: { command: ['a'] }, successThreshold: 2 } },
      ['livenessProbe.successThreshold invalid'],
    ],
    [
      'sleep longer than the pod waits',
      { lifecycle: { preStop: { sleep: { seconds: 31 } } } },
      ['lifecycle.preStop.sleep invalid'],
    ],
  ]);
});

describe('volumes', () => {
  const volumes = [{ name: 'v', emptyDir: {} }];
  container([
    [
      'mounts',
      { volumeMounts: [{ name: 'v', mountPath: '/a' }, { name: 'nope', mountPath: '/a' }, {}] },
      [
        'volumeMounts[1].name not-found',
        'volumeMounts[1].mountPath invalid',
        'volumeMounts[2].name required',
        'volumeMounts[2].name not-found',
        'volumeMounts[2].mountPath required',
      ],
      { volumes },
    ],
    [
      'sub paths are reported at the list',
      { volumeMounts: [{ name: 'v', mountPath: '/a', subPath: '../x' }] },
      ['volumeMounts.subPath invalid'],
      { volumes },
    ],
    [
      'devices need claims',
      { volumeDevices: [{ name: 'v', devicePath: '/dev/x' }] },
      ['volumeDevices[0].name invalid'],
      { volumes },
    ],
  ]);
  pod([
    ['no source is an emptyDir', { volumes: [{ name: 'v' }] }, []],
    [
      'two sources',
      { volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/' } }] },
      ['volumes[0].hostPath forbidden'],
    ],
    ['one name twice', { volumes: [{ name: 'v' }, { name: 'v' }] }, ['volumes[1].name duplicate']],
    [
      'sources',
      {
        volumes: [
          { name: 'a', secret: { defaultMode: 512 } },
          { name: 'b', configMap: { name: 'c', items: [{ key: 'k', path: '/x' }] } },
          { name: 'c', csi: {} },
        ],
      },
      [
        'volumes[0].secret.secretName required',
        'volumes[0].secret.defaultMode invalid',
        'volumes[1].configMap.items[0].path invalid',
        'volumes[2].csi.driver required',
        'volumes[2].csi.driver invalid',
      ],
    ],
    [
      'projected files that clash',
      {
        volumes: [
          {
            name: 'p',
            projected: {
              sources: [
                { secret: { name: 's', items: [{ key: 'a', path: 'x' }] } },
                { configMap: { name: 'c', items: [{ key: 'a', path: 'x' }] } },
              ],
            },
          },
        ],
      },
      ['volumes[0].projected invalid'],
    ],
    [
      'ephemeral claims',
      {
        volumes: [
          {
            name: 'e',
            ephemeral: {
              volumeClaimTemplate: {
                metadata: { name: 'x' },
                spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: 0 } } },
              },
            },
          },
        ],
      },
      [
        'volumes[0].ephemeral.volumeClaimTemplate.metadata.name forbidden',
        'volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage] invalid',
      ],
    ],
  ]);
});

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
      ephemeralContainers: [{ name: 'e', image: 'i' }],
    });
    assert.deepStrictEqual(wrong, [
      'spec.containers[0].image invalid',
      'spec.ephemeralContainers forbidden',
      'spec.nodeName forbidden',
    ]);
  });
});

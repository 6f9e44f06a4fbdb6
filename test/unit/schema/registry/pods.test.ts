/** Containers and volumes of a pod specification, through the template of a Deployment. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { containerProblems, podProblems, type Json } from './support';

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
    ...['1000', '1024Ki', '1k'].map((divisor): [string, Json, string[]] => [
      `a divisor that the server prints as one unit: ${divisor}`,
      { env: [{ name: 'a', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor } } }] },
      [],
    ]),
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
      'more devices than 64 bits of thousandths',
      resources({ 'nvidia.com/gpu': '9223372036854776' }, {}),
      ['resources.limits[nvidia.com/gpu] invalid'],
    ],
    ['so many that the thousandths run over to whole ones', resources({ 'nvidia.com/gpu': '1e19' }, {}), []],
    ['the most that a binary suffix can say', resources({ 'nvidia.com/gpu': '100Ei' }, {}), []],
    [
      'a request above the most that a binary suffix can say',
      resources({ cpu: '9Ei' }, { cpu: '10E' }),
      ['resources.requests invalid'],
    ],
    ['unknown resources', resources({ gpu: 1 }, {}), ['resources.limits[gpu] invalid']],
    ['negative', resources({}, { cpu: '-1' }), ['resources.requests[cpu] invalid']],
    [
      'huge pages',
      resources({ 'hugepages-2Mi': '3Mi' }, {}),
      ['resources.limits[hugepages-2Mi] invalid', 'resources forbidden'],
    ],
    ['huge pages that run over to none', resources({ 'hugepages-2Mi': '10E' }, {}), ['resources forbidden']],
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

/** What a create fills in of a pod made by hand, as its problems show. */
import assert from 'node:assert';
import { describe, it } from 'node:test';
import { problemsOf, type Json } from './support';

const barePod = (spec: Json, container: Json = {}): string[] =>
  problemsOf('v1/Pod', {
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'nginx', ...container }], ...spec },
  });

describe('defaults of bare pods', () => {
  it('the port of the host is the container’s on its network', () => {
    assert.deepStrictEqual(barePod({ hostNetwork: true }, { ports: [{ containerPort: 70000 }] }), [
      'spec.containers[0].ports[0].containerPort invalid',
      'spec.containers[0].ports[0].hostPort invalid',
    ]);
  });

  it('requests of the pod follow its containers, then its limits', () => {
    const resources = { limits: { cpu: '1' } };
    assert.deepStrictEqual(barePod({ resources }, { resources: { requests: { cpu: '500m' } } }), []);
    assert.deepStrictEqual(barePod({ resources }, { resources: { requests: { cpu: '2' } } }), [
      'spec.resources.requests invalid',
    ]);
  });

  it('huge pages beside the cpu that the containers request', () => {
    const container = { resources: { requests: { cpu: '1', memory: '1Gi' } } };
    const resources = { limits: { 'hugepages-2Mi': '2Mi' } };
    assert.deepStrictEqual(barePod({ resources }, container), []);
    assert.deepStrictEqual(barePod({ resources }), ['spec.resources forbidden']);
  });

  it('a negative grace period is a second', () => {
    const sleeping = (seconds: number): Json => ({ lifecycle: { preStop: { sleep: { seconds } } } });
    const spec = { terminationGracePeriodSeconds: -1 };
    assert.deepStrictEqual(barePod(spec, sleeping(1)), []);
    assert.deepStrictEqual(barePod(spec, sleeping(2)), [
      'spec.containers[0].lifecycle.preStop.sleep invalid',
    ]);
  });

  it('an image volume needs its reference, if it is the only source', () => {
    const image = { pullPolicy: 'Always' };
    assert.deepStrictEqual(barePod({ volumes: [{ name: 'v', image }] }), [
      'spec.volumes[0].image.reference required',
    ]);
    assert.deepStrictEqual(barePod({ volumes: [{ name: 'v', image, hostPath: { path: '' } }] }), [
      'spec.volumes[0].image forbidden',
      'spec.volumes[0].hostPath.path required',
    ]);
  });

  it('a stop signal alone is dropped', () => {
    const initContainers = [{ name: 'i', image: 'nginx', lifecycle: { stopSignal: 'SIGTERM' } }];
    assert.deepStrictEqual(barePod({ initContainers }), []);
  });
});

describe('updates of bare pods', () => {
  const pod = (lifecycle: Json, spec: Json = {}): Json => ({
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'nginx', lifecycle }], ...spec },
  });
  const sleeping = { preStop: { sleep: { seconds: 1 } } };

  it('a dropped stop signal or workload is no change, a handler is one', () => {
    const old = pod(sleeping);
    assert.deepStrictEqual(problemsOf('v1/Pod', pod({ ...sleeping, stopSignal: 'x' }), old), []);
    const grouped = pod(sleeping, { workloadRef: { name: 'w', podGroup: 'g' } });
    assert.deepStrictEqual(problemsOf('v1/Pod', grouped, old), []);
    const both = pod({ preStop: { ...sleeping.preStop, exec: {} } });
    assert.ok(problemsOf('v1/Pod', both, old).includes('spec forbidden'));
  });

  it('the affinity of a gated pod for nodes may come and go', () => {
    const gated = { schedulingGates: [{ name: 'example.com/gate' }] };
    const term = { matchExpressions: [{ key: 'a', operator: 'Exists' }] };
    const nodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    };
    const bound = pod(sleeping, { ...gated, affinity: { nodeAffinity } });
    assert.deepStrictEqual(problemsOf('v1/Pod', bound, pod(sleeping, gated)), []);
  });
});

describe('labels of a job', () => {
  const job = (labels: Json): string[] =>
    problemsOf('batch/v1/Job', {
      metadata: { name: 'j', labels },
      spec: {
        template: {
          metadata: { labels: { a: 'b c' } },
          spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'nginx' }] },
        },
      },
    });

  it('are its template’s when it has none', () => {
    assert.deepStrictEqual(job({}), ['metadata.labels invalid', 'spec.template.labels invalid']);
    assert.deepStrictEqual(job({ a: 'b' }), ['spec.template.labels invalid']);
  });
});

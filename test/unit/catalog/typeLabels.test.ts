/** Labels of a type: names taken apart, devices, what does not exist. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAMILY_TRAITS } from '../../../server/src/catalog/amiFamily';
import { labelsOf } from '../../../server/src/catalog/typeLabels';
import type { AmiFamily } from '../../../server/src/model/nodeClass';
import { typeFacts } from '../../support/catalogBuilders';

const AWS = 'karpenter.k8s.aws';
const zones = ['us-east-1a', 'us-east-1b'];
const zoneIds = ['use1-az1', 'use1-az2'];
const labels = (facts = typeFacts(), amiFamily: AmiFamily = 'AL2023') =>
  labelsOf(facts, { region: 'us-east-1', zones, zoneIds, family: FAMILY_TRAITS[amiFamily] });

describe('labels of a type', () => {
  const names: [
    name: string,
    category: string,
    generation: string,
    family: string,
    size: string,
    flex: string,
  ][] = [
    ['m5.large', 'm', '5', 'm5', 'large', 'false'],
    ['c7i-flex.xlarge', 'c', '7', 'c7i-flex', 'xlarge', 'true'],
    ['u-6tb1.112xlarge', 'u', '1', 'u-6tb1', '112xlarge', 'false'],
    ['hpc7g.16xlarge', 'hpc', '7', 'hpc7g', '16xlarge', 'false'],
    ['x2iezn.metal', 'x', '2', 'x2iezn', 'metal', 'false'],
  ];
  for (const [name, category, generation, family, size, flex] of names) {
    it(`take ${name} apart`, () => {
      const got = labels(typeFacts({ name }));
      assert.deepEqual(
        ['category', 'generation', 'family', 'size', 'capability-flex'].map(
          (key) => got[`${AWS}/instance-${key}`],
        ),
        [[category], [generation], [family], [size], [flex]],
      );
    });
  }

  it('have no category or generation where the name does not follow the scheme', () => {
    const got = labels(typeFacts({ name: 'u7i.metal' }));
    assert.deepEqual(got[`${AWS}/instance-category`], ['u']);
    const odd = labels(typeFacts({ name: 'mac-m4pro.metal' }));
    assert.deepEqual(odd[`${AWS}/instance-category`], []);
    assert.deepEqual(odd[`${AWS}/instance-family`], ['mac-m4pro']);
  });

  it('name zones and made-up zone ids', () => {
    assert.deepEqual(labels()['topology.kubernetes.io/zone'], zones);
    assert.deepEqual(labels()['topology.k8s.aws/zone-id'], zoneIds);
  });

  it('say what does not exist by an empty list', () => {
    for (const key of [
      'instance-gpu-name',
      'instance-accelerator-count',
      'instance-local-nvme',
      'capacity-reservation-id',
    ]) {
      assert.deepEqual(labels()[`${AWS}/${key}`], [], key);
    }
    assert.deepEqual(labels(typeFacts({ networkMbps: undefined }))[`${AWS}/instance-network-bandwidth`], []);
  });

  it('keep an empty hypervisor as a value: bare metal is not "does not exist"', () => {
    assert.deepEqual(labels(typeFacts({ hypervisor: '' }))[`${AWS}/instance-hypervisor`], ['']);
  });

  it('count local disks only where they are NVMe', () => {
    const key = `${AWS}/instance-local-nvme`;
    assert.deepEqual(labels(typeFacts({ storageGb: 950, hasNvmeStorage: true }))[key], ['950']);
    assert.deepEqual(labels(typeFacts({ storageGb: 950 }))[key], []);
  });

  it('write GPU names in kebab case, and only when there is one kind', () => {
    const gpu = { name: 'Radeon Pro V520', manufacturer: 'AMD', count: 1, memoryMib: 8192 };
    const one = labels(typeFacts({ gpus: [gpu] }));
    assert.deepEqual(one[`${AWS}/instance-gpu-name`], ['radeon-pro-v520']);
    assert.deepEqual(one[`${AWS}/instance-gpu-manufacturer`], ['amd']);
    assert.deepEqual(labels(typeFacts({ gpus: [gpu, gpu] }))[`${AWS}/instance-gpu-name`], []);
  });

  it('prefer the Neuron device over the accelerator that EC2 lists beside it', () => {
    const facts = typeFacts({
      accelerators: [{ name: 'Inferentia', manufacturer: 'AWS', count: 1 }],
      neuronDevices: [{ name: 'Inferentia2', count: 6, coresPerDevice: 2 }],
    });
    assert.deepEqual(labels(facts)[`${AWS}/instance-accelerator-name`], ['inferentia2']);
    assert.deepEqual(labels(facts)[`${AWS}/instance-accelerator-count`], ['6']);
    const other = typeFacts({
      accelerators: [{ name: 'Qualcomm AI100', manufacturer: 'Qualcomm', count: 8 }],
    });
    assert.deepEqual(labels(other)[`${AWS}/instance-accelerator-name`], ['qualcomm-ai100']);
  });

  it('have the Windows build, and no operating system on arm64 then', () => {
    const windows = labels(typeFacts(), 'Windows2022');
    assert.deepEqual(windows['kubernetes.io/os'], ['windows']);
    assert.deepEqual(windows['node.kubernetes.io/windows-build'], ['10.0.20348']);
    assert.deepEqual(labels(typeFacts({ arch: 'arm64' }), 'Windows2022')['kubernetes.io/os'], []);
    assert.deepEqual(labels()['node.kubernetes.io/windows-build'], []);
  });
});

/** Memory, storage, pods and devices of a node. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capacityOf, ephemeralStorageBytes, memoryBytes } from '../../../server/src/catalog/capacity';
import { podCount } from '../../../server/src/catalog/podDensity';
import {
  efaOnly,
  kubelet,
  nodeClass,
  primaryInterface,
  typeFacts,
  volume,
} from '../../support/catalogBuilders';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const SETTINGS = { vmMemoryOverheadPercent: 0.075, reservedEniCount: 0 };

describe('memory', () => {
  it('loses 7.5 %, rounded up to whole MiB', () => {
    assert.equal(memoryBytes(typeFacts(), 0.075), (8192 - 615) * MIB);
  });
  it('loses 64 MiB more on arm64, before the share is taken', () => {
    const before = 8192 - 64;
    assert.equal(
      memoryBytes(typeFacts({ arch: 'arm64' }), 0.075),
      (before - Math.ceil(before * 0.075)) * MIB,
    );
  });
  it('is what was bought when the overhead is switched off', () => {
    assert.equal(memoryBytes(typeFacts(), 0), 8192 * MIB);
  });
});

describe('ephemeral storage', () => {
  const disks = typeFacts({ storageGb: 950 });
  it('is the default volume of the family', () => {
    assert.equal(ephemeralStorageBytes(disks, nodeClass()), 20 * GIB);
    assert.equal(ephemeralStorageBytes(disks, nodeClass({ amiFamily: 'Windows2022' })), 50 * GIB);
  });
  it('is that of the device that the family keeps its data on', () => {
    const blockDeviceMappings = [volume('/dev/xvda', 100 * GIB), volume('/dev/xvdb', 200 * GIB)];
    assert.equal(ephemeralStorageBytes(disks, nodeClass({ blockDeviceMappings })), 100 * GIB);
    assert.equal(
      ephemeralStorageBytes(disks, nodeClass({ amiFamily: 'Bottlerocket', blockDeviceMappings })),
      200 * GIB,
    );
    assert.equal(
      ephemeralStorageBytes(disks, nodeClass({ amiFamily: 'Windows2019', blockDeviceMappings })),
      50 * GIB,
    );
  });
  it('is that of the volume marked as root, whatever its device', () => {
    const blockDeviceMappings = [volume('/dev/xvda', 100 * GIB), volume('/dev/sdz', 64 * GIB, true)];
    assert.equal(ephemeralStorageBytes(disks, nodeClass({ blockDeviceMappings })), 64 * GIB);
  });
  it('is the last mapping of a custom AMI, whose device nobody knows', () => {
    const blockDeviceMappings = [volume('/dev/xvda', 100 * GIB), volume('/dev/sdz', 64 * GIB)];
    const custom = nodeClass({ amiFamily: 'Custom', blockDeviceMappings });
    assert.equal(ephemeralStorageBytes(disks, custom), 64 * GIB);
    assert.equal(ephemeralStorageBytes(disks, nodeClass({ amiFamily: 'Custom' })), 20 * GIB);
  });
  it('is the local disks, in decimal gigabytes, under RAID0', () => {
    const raid = nodeClass({
      usesInstanceStore: true,
      blockDeviceMappings: [volume('/dev/xvda', 100 * GIB)],
    });
    assert.equal(ephemeralStorageBytes(disks, raid), 950e9);
    assert.equal(
      ephemeralStorageBytes(typeFacts(), raid),
      100 * GIB,
      'a type without disks keeps its volume',
    );
  });
});

describe('pods', () => {
  const facts = typeFacts();
  it('are limited by the addresses of the interfaces', () => {
    assert.equal(podCount(facts, nodeClass(), 0), 3 * 9 + 2);
    assert.equal(podCount(facts, nodeClass(), 1), 2 * 9 + 2);
    assert.equal(
      podCount(facts, nodeClass(), 3),
      0,
      'no interface left, no pods: not even those of the host network',
    );
  });
  it('lose an interface to each EFA-only one on the first card', () => {
    const networkInterfaces = [primaryInterface, efaOnly(0, 1), efaOnly(1, 0)];
    assert.equal(podCount(facts, nodeClass({ networkInterfaces }), 0), 2 * 9 + 2);
  });
  it('are maxPods where that is set, and 110 on Windows', () => {
    assert.equal(podCount(facts, nodeClass({ kubelet: kubelet({ maxPods: 250 }) }), 2), 250);
    assert.equal(podCount(facts, nodeClass({ amiFamily: 'Windows2025' }), 2), 110);
  });
  it('are cut by podsPerCore, but not on Bottlerocket', () => {
    const perCore = kubelet({ podsPerCore: 4 });
    assert.equal(podCount(facts, nodeClass({ kubelet: perCore }), 0), 8);
    assert.equal(podCount(facts, nodeClass({ kubelet: perCore, amiFamily: 'Bottlerocket' }), 0), 29);
    assert.equal(
      podCount(facts, nodeClass({ kubelet: kubelet({ podsPerCore: 0 }) }), 0),
      29,
      '0 is no limit',
    );
  });
});

describe('capacity', () => {
  it('leaves out what the type has none of', () => {
    assert.deepEqual(capacityOf(typeFacts(), nodeClass(), SETTINGS), {
      cpu: 2000,
      memory: 7577 * MIB,
      'ephemeral-storage': 20 * GIB,
      pods: 29,
      'vpc.amazonaws.com/pod-eni': 9,
    });
  });
  it('counts GPUs by manufacturer', () => {
    const gpu = { name: 'T4', manufacturer: 'NVIDIA', count: 4, memoryMib: 16384 };
    const facts = typeFacts({ gpus: [gpu, { ...gpu, manufacturer: 'AMD', count: 2 }] });
    const capacity = capacityOf(facts, nodeClass(), SETTINGS);
    assert.equal(capacity['nvidia.com/gpu'], 4);
    assert.equal(capacity['amd.com/gpu'], 2);
    assert.equal(capacity['habana.ai/gaudi'], undefined);
  });
  it('counts Neuron devices and their cores', () => {
    const facts = typeFacts({ neuronDevices: [{ name: 'Inferentia2', count: 6, coresPerDevice: 2 }] });
    const capacity = capacityOf(facts, nodeClass(), SETTINGS);
    assert.equal(capacity['aws.amazon.com/neuron'], 6);
    assert.equal(capacity['aws.amazon.com/neuroncore'], 12);
  });
  it('has the EFA interfaces of the type, or those that the class names', () => {
    const facts = typeFacts({ efaCount: 4, networkCards: [15, 15] });
    const named = nodeClass({ networkInterfaces: [primaryInterface, efaOnly(1, 0)] });
    assert.equal(capacityOf(facts, nodeClass(), SETTINGS)['vpc.amazonaws.com/efa'], 4);
    assert.equal(capacityOf(facts, named, SETTINGS)['vpc.amazonaws.com/efa'], 1);
  });
  it('has pod addresses on Windows, for amd64 types that the VPC controller knows', () => {
    const windows = nodeClass({ amiFamily: 'Windows2022' });
    const addresses = (facts = typeFacts()) =>
      capacityOf(facts, windows, SETTINGS)['vpc.amazonaws.com/PrivateIPv4Address'];
    assert.equal(addresses(), 9);
    assert.equal(addresses(typeFacts({ arch: 'arm64' })), undefined);
    assert.equal(addresses(typeFacts({ vpcIpv4PerInterface: undefined })), undefined);
  });
});

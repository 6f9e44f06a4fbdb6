/** A1 to A5: what of a NodePool of v1beta1 is called otherwise, or stands elsewhere, in v1. */
import type { Manifest } from '../../manifest/document';
import type { Path } from '../../manifest/path';
import type { TextEdit } from '../../model/finding';
import { insertEntry, removeEntry, replaceValue } from '../edits';
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
      '`group` and `kind` instead of `apiVersion`, and `kubelet` moved to the EC2NodeClass. The fix makes the first three ' +
      'changes and the version in one go; it is not offered where `kubelet` has to move by hand.',
    source: 'https://karpenter.sh/v1.0/upgrading/v1-migration/',
  },
  check({ manifest, report }) {
    const fixes = () => [{ title: 'Convert to karpenter.sh/v1', safe: false, edits: conversion(manifest) }];
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
      report({ path: KUBELET, mark: 'key', message: 'in v1 kubelet stands in the EC2NodeClass' });
  },
});

/** None where a part cannot be moved by edits. */
function conversion(pool: Manifest): TextEdit[] {
  const { value } = pool;
  if (isSet(at(value, ...KUBELET))) return [];
  const parts = [
    replaceValue(pool, ['apiVersion'], 'karpenter.sh/v1'),
    text(at(value, ...POLICY)) === 'WhenUnderutilized'
      ? replaceValue(pool, POLICY, 'WhenEmptyOrUnderutilized')
      : undefined,
    isSet(at(value, ...EXPIRE_AFTER)) ? moveExpireAfter(pool) : undefined,
    isSet(at(value, ...CLASS, 'group')) ? undefined : renewClass(pool),
  ].filter((part) => part !== undefined);
  return parts.every((edits) => edits.length > 0) ? parts.flat() : [];
}

function moveExpireAfter(pool: Manifest): TextEdit[] {
  const written = text(at(pool.value, ...EXPIRE_AFTER));
  const removed = removeEntry(pool, EXPIRE_AFTER);
  const added = insertEntry(pool, POOL_SPEC, `expireAfter: ${written ?? ''}`);
  return written === undefined || removed.length === 0 ? [] : [...removed, ...added];
}

function renewClass(pool: Manifest): TextEdit[] {
  const reference = at(pool.value, ...CLASS);
  const apiVersion = isSet(at(reference, 'apiVersion')) ? removeEntry(pool, [...CLASS, 'apiVersion']) : [];
  const kind = isSet(at(reference, 'kind')) ? [] : insertEntry(pool, CLASS, 'kind: EC2NodeClass');
  return [...apiVersion, ...insertEntry(pool, CLASS, 'group: karpenter.k8s.aws'), ...kind];
}

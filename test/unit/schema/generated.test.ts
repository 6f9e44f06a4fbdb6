// The committed schemas are those that the generator makes of schemas/source, and hold no prose.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { allKinds, findKind, schemaOf } from '../../../server/src/schema/kinds';

test('regenerating changes nothing', () => {
  execFileSync(process.execPath, ['scripts/generate-schemas.mjs', '--check'], { encoding: 'utf8' });
});

/** Of `.dryfit.yaml`, made from our own rules: there is no upstream whose texts could be in it. */
const OWN_SCHEMA = 'dryfit-project.json';

test('no description or message of upstream is committed', () => {
  for (const folder of [
    'schemas',
    'schemas/source',
    'schemas/source/karpenter-1.15.1',
    'schemas/karpenter-1.15.1',
  ]) {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.json') && file !== OWN_SCHEMA)) {
      const text = readFileSync(join(folder, name), 'utf8');
      assert.doesNotMatch(text, /"(?:description|message|title|example)": "/, `${folder}/${name}`);
    }
  }
});

test('every kind has a schema, and both Karpenter releases are there', () => {
  assert.ok(allKinds().length >= 35);
  for (const { schema } of allKinds()) assert.ok(schemaOf(schema).properties, schema);
  const versions = ['1.14.1', '1.15.1'].map(
    (version) => findKind('karpenter.k8s.aws/v1', 'EC2NodeClass', version)?.schema,
  );
  assert.deepEqual(versions, [
    'karpenter.k8s.aws_ec2nodeclass_v1',
    'karpenter-1.15.1/karpenter.k8s.aws_ec2nodeclass_v1',
  ]);
  assert.equal(findKind('karpenter.sh/v1beta1', 'NodePool', '1.14.1'), undefined);
});

test('equal subtrees are one object', () => {
  const template = (id: string) => schemaOf(id).properties?.['spec']?.properties?.['template'];
  assert.ok(template('apps_deployment_v1'));
  assert.equal(template('apps_deployment_v1'), template('apps_replicaset_v1'));
});

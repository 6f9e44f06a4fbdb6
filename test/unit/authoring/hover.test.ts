import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldHover } from '../../../server/src/authoring/hover';
import { parseFile } from '../../../server/src/manifest/document';
import { regionOf, unmark } from '../../support/completion';

/** Markdown of the hover at the cursor `|`, and the text it belongs to. */
function hoverAt(marked: string): { markdown: string; text: string } | undefined {
  const { text, offset } = unmark(marked);
  const lines = text.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const manifests = parseFile({ uri: 'file:///a.yaml', text }, { placeholders: 'allow' });
  const surroundings = { region: () => regionOf('us-east-1'), manifests: () => manifests };
  const found = fieldHover({ manifests, position, karpenterVersion: '1.14.1', surroundings });
  if (!found) return undefined;
  const { start, end } = found.range;
  return {
    markdown: found.markdown,
    text: text.split('\n')[start.line]?.slice(start.character, end.character) ?? '',
  };
}

const POOL = 'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata:\n  name: a\nspec:\n';

test('a field: type, our words, default, constraint', () => {
  const found = hoverAt(`${POOL}  template:\n    spec:\n      expire|After: 24h\n`);
  assert.equal(found?.text, 'expireAfter');
  assert.match(
    found.markdown,
    /^\*\*`expireAfter`\*\* · string\n\nAge at which .*\n\nDefault: `720h` {2}\nConstraint: whole/s,
  );
});

test('a field without words of ours: type and constraint alone', () => {
  const kueue =
    'apiVersion: kueue.x-k8s.io/v1beta2\nkind: ClusterQueue\nmetadata: {name: a}\nspec: {admissionScope: {admission|Mode: a}}\n';
  assert.equal(
    hoverAt(kueue)?.markdown,
    '**`admissionMode`** · string · required\n\nConstraint: `UsageBasedAdmissionFairSharing`, `NoAdmissionFairSharing`',
  );
});

test('KEDA as its code has it, where its documentation says otherwise', () => {
  const auth =
    'apiVersion: keda.sh/v1alpha1\nkind: ClusterTriggerAuthentication\nmetadata: {name: a}\nspec:\n';
  const env = hoverAt(`${auth}  env:\n    - contain|erName: web\n`)?.markdown ?? '';
  assert.match(env, /Default: the first container$/);
  assert.match(
    hoverAt(`${auth}  file|Path: a.json\n`)?.markdown ?? '',
    /in ClusterTriggerAuthentication alone/,
  );
  const store = hoverAt(`${auth}  gcpSecretManager: {podIdentity: {provi|der: gcp}}\n`)?.markdown ?? '';
  assert.match(store, /Constraint: `gcp` or `none`$/);
  const job = 'apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: {name: a}\nspec:\n';
  assert.doesNotMatch(hoverAt(`${job}  maxRep|licaCount: 1\n`)?.markdown ?? '', /minReplicaCount`$/);
  assert.match(
    hoverAt(`${job}  jobTargetRef: {template: {spec: {restart|Policy: Never}}}\n`)?.markdown ?? '',
    /Default: `OnFailure`, set by KEDA/,
  );
});

test('in the second document of a stream, after a marker with content', () => {
  const found = hoverAt(`--- {a: b}\n--- # two\n${POOL}  wei|ght: 1\n`);
  assert.match(found?.markdown ?? '', /Order in which pools are tried/);
  assert.match(
    hoverAt('--- {apiVersion: karpenter.sh/v1, kind: NodePool, spec: {we|ight: 1}}')?.markdown ?? '',
    /Order/,
  );
});

test('labels, instance types, triggers and their parameters', () => {
  const requirement = `${POOL}  template:\n    spec:\n      requirements:\n        - key: node.kubernetes.io/instance-type\n          operator: In\n          values: [m5.large, m99.large]\n`;
  assert.match(hoverAt(requirement.replace('node.k', 'no|de.k'))?.markdown ?? '', /EC2 instance type\./);
  assert.match(
    hoverAt(requirement.replace('m5', 'm|5'))?.markdown ?? '',
    /2 vCPU, 8 GiB, amd64\. {2}\n\*\*\$0\.0960\/h\*\* on demand, \*\*\$0\.0326\/h\*\* spot \(66 % less\); interrupted 15-20% a month/,
  );
  assert.match(hoverAt(requirement.replace('m99', 'm|99'))?.markdown ?? '', /does not offer/);
  const trigger =
    'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec:\n  triggers:\n    - type: kafka\n      metadata:\n        lagThreshold: "5"\n';
  assert.match(hoverAt(trigger.replace('kafka', 'ka|fka'))?.markdown ?? '', /Required:/);
  assert.match(hoverAt(trigger.replace('lagT', 'lag|T'))?.markdown ?? '', /Default: `10`/);
});

test('families where one is asked for, types anywhere', () => {
  const family = `${POOL}  template:\n    spec:\n      requirements:\n        - key: karpenter.k8s.aws/instance-family\n          operator: In\n          values: [m7g, m99]\n`;
  const known = hoverAt(family.replace('m7g', 'm|7g'))?.markdown ?? '';
  assert.match(
    known,
    /\d+ types, arm64, from `m7g\.medium` \(1 vCPU, 4 GiB\) to `m7g\.\w+` \(64 vCPU, 256 GiB\)/,
  );
  assert.match(known, /On demand \$0\.0408 to \$2\.6112\/h/);
  assert.match(hoverAt(family.replace('m99', 'm|99'))?.markdown ?? '', /does not offer this family/);
  const pod =
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      env: [{name: TYPE, value: m5.la|rge}]\n';
  assert.match(hoverAt(pod)?.markdown ?? '', /2 vCPU, 8 GiB/);
});

test('pods inside workloads', () => {
  const text =
    'apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          toler|ations: []\n';
  assert.match(hoverAt(text)?.markdown ?? '', /Taints that do not keep the pod off/);
});

test('items of a List', () => {
  const list = 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Secret\n';
  const text = `${list}  - apiVersion: karpenter.sh/v1\n    kind: NodePool\n    spec:\n      wei|ght: 1\n`;
  assert.match(hoverAt(text)?.markdown ?? '', /Order in which pools are tried/);
});

test('nothing on plain values, in templates, in unknown kinds', () => {
  assert.equal(hoverAt(`${POOL}  weight: 1|0\n`), undefined);
  assert.equal(hoverAt(`${POOL}  wei|ght: {{ .Values.weight }}\n`), undefined);
  assert.equal(hoverAt('apiVersion: v1\nkind: Foo\nsp|ec: 1\n'), undefined);
});

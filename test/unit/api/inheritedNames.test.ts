// Names that every JavaScript object inherits are names like any other, wherever a manifest holds them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, simulate } from '../../../server/src/api';

const MANIFESTS = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: a, labels: {"NAME": v}, annotations: {"NAME": v}, "NAME": 1}
spec:
  limits: {"NAME": 1}
  weight: 10
  "NAME": {a: 1}
  disruption: {consolidationPolicy: "NAME", budgets: [{nodes: "1", reasons: ["NAME"], "NAME": x}]}
  template:
    metadata: {labels: {"NAME": v}}
    spec:
      taints: [{key: "NAME", value: "NAME", effect: NoSchedule}]
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      requirements:
        - {key: "NAME", operator: In, values: ["NAME"]}
        - {key: node.kubernetes.io/instance-type, operator: In, values: ["NAME", m5.large]}
        - {key: kubernetes.io/arch, operator: "NAME", values: ["NAME"]}
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: {name: default}
spec: {role: "NAME", amiFamily: AL2023, amiSelectorTerms: [{alias: "NAME@latest"}, {tags: {"NAME": "NAME"}}], subnetSelectorTerms: [{tags: {"NAME": x}}], securityGroupSelectorTerms: [{tags: {a: b}}], tags: {"NAME": x}, kubelet: {systemReserved: {"NAME": "1"}, evictionHard: {"NAME": "1"}, maxPods: 10}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: w, namespace: n}
spec:
  replicas: 2
  selector: {matchLabels: {"NAME": v}}
  template:
    metadata: {labels: {"NAME": v}}
    spec:
      nodeSelector: {"NAME": "NAME"}
      priorityClassName: p
      tolerations: [{key: "NAME", operator: Exists}]
      topologySpreadConstraints: [{topologyKey: "NAME", maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {"NAME": v}}}]
      containers: [{name: c, image: i, resources: {requests: {"NAME": 1, cpu: 1, memory: 1Gi}, limits: {"NAME": 1}}, env: [{name: "NAME", value: x}]}]
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: s, namespace: n}
spec:
  scaleTargetRef: {name: w, kind: "NAME"}
  triggers:
    - {type: cpu, metadata: {"NAME": "1", value: "50"}}
    - {type: "NAME", metadata: {a: b}}
    - {type: aws-sqs-queue, metadata: {"NAME": x, queueURL: "https://sqs.us-east-1.amazonaws.com/1/q", queueLength: "5", awsRegion: us-east-1}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h, namespace: n}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w}
  maxReplicas: 3
  behavior: {scaleUp: {selectPolicy: "NAME", policies: [{type: "NAME", value: 1, periodSeconds: 1}]}}
  metrics: [{type: Resource, resource: {name: "NAME", target: {type: "NAME", averageUtilization: 1}}}, {type: "NAME"}]
---
apiVersion: "NAME"
kind: "NAME"
metadata: {name: x}
---
apiVersion: v1
kind: "NAME"
metadata: {name: x}
`;

/** All that is said of the manifests with a name in every place, with the name itself taken out again. */
function answers(name: string): string {
  const files = [{ uri: 'file:///a.yaml', text: MANIFESTS.replaceAll('NAME', name) }];
  const options = { rules: { [name]: 'off' }, zones: [name] } as object;
  const said = [check(files), simulate(files), check(files, options)];
  return JSON.stringify(said, null, 1).replaceAll(name, 'NAME');
}

/** A name of the same shape that nothing knows. */
const strangerLike = (name: string): string => name.replace(/[a-z]/g, 'q').replace(/[A-Z]/g, 'Q');

for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf']) {
  test(`${name} is a name like any other`, () => {
    const before = Reflect.ownKeys(Object.prototype);
    assert.equal(answers(name), answers(strangerLike(name)));
    assert.deepEqual(Reflect.ownKeys(Object.prototype), before);
  });
}

// A fleet as docs/scale.md measures it: `node scripts/bench-fleet.mjs [--files N] [--clusters N] [--jobs 1,2] [--prices FILE]`.
// Makes the folders, runs the built command line on them as a process of its own, and prints wall clock, processor time
// and peak memory of each run; fails where a run's report differs from the first one's.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '10000' },
    clusters: { type: 'string', default: '50' },
    jobs: { type: 'string', default: '1,2' },
    prices: { type: 'string' },
  },
});
const clusterCount = Number(values.clusters);
const perCluster = Math.floor(Number(values.files) / clusterCount);

const folder = mkdtempSync(join(tmpdir(), 'dryfit-fleet-'));
try {
  makeFleet(join(folder, 'clusters'));
  console.log(
    `${perCluster * clusterCount} manifests in ${clusterCount} folders, ${cpus().length} processors`,
  );
  const reports = values.jobs.split(',').map(measure);
  if (new Set(reports).size > 1) throw new Error('the report depends on --jobs');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs once, prints a line, and gives the report's digest. */
function measure(jobs) {
  const usageFile = join(folder, 'usage.json');
  const start = performance.now();
  const prices = values.prices === undefined ? [] : ['--prices', values.prices];
  const run = spawnSync(
    process.execPath,
    [
      ...['--require', join(folder, 'usage.cjs'), 'server/out/cli.js', 'overview', join(folder, 'clusters')],
      ...['--format', 'json', '--jobs', jobs, ...prices],
    ],
    { env: { ...process.env, USAGE_FILE: usageFile }, maxBuffer: 2 ** 30 },
  );
  const wallMs = performance.now() - start;
  if (run.status !== 0) throw new Error(`status ${run.status}: ${run.stderr}`);
  const { cpuMs, peakMiB } = JSON.parse(readFileSync(usageFile, 'utf8'));
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  console.log(
    `--jobs ${jobs}: ${seconds(wallMs)} wall, ${seconds(cpuMs)} processor, ${Math.round(peakMiB)} MiB peak`,
  );
  return createHash('sha256').update(run.stdout).digest('hex');
}

/** Each cluster: a pool with its class, two Deployments for each HPA. */
function makeFleet(root) {
  writeFileSync(
    join(folder, 'usage.cjs'),
    `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 };
  require('node:fs').writeFileSync(process.env.USAGE_FILE, JSON.stringify(usage));
});
`,
  );
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    const path = join(root, `cluster-${String(cluster).padStart(2, '0')}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'pool.yaml'), pool(cluster));
    for (let index = 0; index + 1 < perCluster; index++) {
      const name = `app-${String(Math.floor(index / 3) * 2 + (index % 3 === 1 ? 1 : 0)).padStart(3, '0')}`;
      const isScaler = index % 3 === 2;
      writeFileSync(
        join(path, `${name}${isScaler ? '-hpa' : ''}.yaml`),
        isScaler ? hpa(name) : deployment(name, index),
      );
    }
  }
}

function pool(cluster) {
  return `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata:
  name: default
spec:
  role: nodes
  amiSelectorTerms:
    - alias: al2023@v20260701
  subnetSelectorTerms:
    - tags: { karpenter.sh/discovery: cluster-${cluster} }
  securityGroupSelectorTerms:
    - tags: { karpenter.sh/discovery: cluster-${cluster} }
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: default
spec:
  limits:
    cpu: 2000
  disruption:
    consolidationPolicy: WhenEmptyOrUnderutilized
    consolidateAfter: 1m
  template:
    spec:
      nodeClassRef:
        group: karpenter.k8s.aws
        kind: EC2NodeClass
        name: default
      requirements:
        - { key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand] }
        - { key: kubernetes.io/arch, operator: In, values: [amd64] }
        - { key: karpenter.k8s.aws/instance-category, operator: In, values: [c, m, r] }
        - { key: karpenter.k8s.aws/instance-generation, operator: Gt, values: ["4"] }
`;
}

function deployment(name, index) {
  const cpu = [100, 250, 500, 1000, 2000][index % 5];
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: team-${index % 7}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: ${2 + (index % 4)}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: ${name}
      containers:
        - name: app
          image: registry.example.com/${name}:1.0.${index}
          ports:
            - containerPort: 8080
          readinessProbe:
            httpGet:
              path: /healthz
              port: 8080
          resources:
            requests:
              cpu: ${cpu}m
              memory: ${cpu * 2}Mi
            limits:
              memory: ${cpu * 2}Mi
`;
}

function hpa(name) {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
  namespace: team-0
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: 2
  maxReplicas: 10
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`;
}

/** Pages on the web that tell more about a value. Nothing is fetched: the editor opens them when asked to. */

/** The release notes of an EKS-optimized image; undefined for `latest` and families without public releases. */
export function amiReleasePage(alias: string): string | undefined {
  const [, family, version] = /^(al2|al2023|bottlerocket)@v?(\d[\w.-]*)$/.exec(alias) ?? [];
  if (family === undefined || version === undefined) return undefined;
  const repository = family === 'bottlerocket' ? 'bottlerocket-os/bottlerocket' : 'awslabs/amazon-eks-ami';
  return `https://github.com/${repository}/releases/tag/v${version}`;
}

/** First letters of a family -> page of the EC2 specifications; the longest that fits counts. */
const CATEGORIES: readonly (readonly [prefix: RegExp, page: string])[] = [
  [/^hpc\d/, 'hpc'],
  [/^(?:inf|trn|dl|vt|p|g|gr|f)\d/, 'ac'],
  [/^(?:m|t|a|mac)\d/, 'gp'],
  [/^c\d/, 'co'],
  [/^(?:r|x|z|u)[\d-]/, 'mo'],
  [/^(?:d|h|i|im|is)\d/, 'so'],
];

export function instancePage(instanceType: string): string | undefined {
  const page = CATEGORIES.find(([prefix]) => prefix.test(instanceType))?.[1];
  return page && `https://docs.aws.amazon.com/ec2/latest/instancetypes/${page}.html`;
}

/** Pages that are not called as the trigger type is. */
const SCALER_PAGES: Readonly<Record<string, string>> = {
  kafka: 'apache-kafka',
  'aws-sqs-queue': 'aws-sqs',
  'aws-kinesis-stream': 'aws-kinesis',
  rabbitmq: 'rabbitmq-queue',
  redis: 'redis-lists',
};

/** Trigger types whose page has their own name. */
const NAMED_PAGES: ReadonlySet<string> = new Set([
  ...['cron', 'prometheus', 'cpu', 'memory', 'aws-cloudwatch', 'aws-dynamodb', 'aws-dynamodb-streams'],
  ...['redis-streams', 'postgresql', 'mysql', 'mongodb', 'kubernetes-workload', 'metrics-api', 'external'],
  ...['external-push', 'github-runner', 'datadog', 'nats-jetstream', 'activemq', 'elasticsearch', 'graphite'],
]);

/** KEDA's page on a trigger type, as far as its name is known. */
export function scalerPage(type: string): string | undefined {
  const page = SCALER_PAGES[type] ?? (NAMED_PAGES.has(type) ? type : undefined);
  return page && `https://keda.sh/docs/latest/scalers/${page}/`;
}

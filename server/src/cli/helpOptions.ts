/** What each option is for. */
import { FLAG_OWNERS } from './flagOwners';
import type { Flag } from './flags';
import type { CommandName } from './invocation';

export interface OptionHelp {
  readonly option: string;
  readonly says: string;
}

/** The commands that have it. */
export function ownersOf({ option }: OptionHelp): readonly CommandName[] {
  const [, flag = ''] = /^--([a-z-]+)/.exec(option) ?? [];
  return FLAG_OWNERS[flag as Flag];
}

/** In the order in which they are listed. */
export const OPTIONS: readonly OptionHelp[] = [
  {
    option: '--format F',
    says: "text, markdown, or json: the API's object; sarif: check, diff; junit: check; csv, svg: timeline",
  },
  { option: '--region NAME', says: 'default us-east-1' },
  { option: '--zones A,B', says: 'zones that have a subnet; default: all there are' },
  { option: '--preference-policy P', says: 'Respect (default) or Ignore' },
  { option: '--min-values-policy P', says: 'Strict (default) or BestEffort' },
  { option: '--karpenter-version V', says: '1.14.1 (default) or 1.15.1' },
  {
    option: '--replicas R',
    says: 'spec (default), min or max: the bounds of scalers',
  },
  {
    option: '--fail-on S',
    says: 'error (default), warning, info, hint or never',
  },
  { option: '--fix', says: 'write the fixes that keep the meaning' },
  { option: '--write', says: 'write the files instead of a diff' },
  { option: '--baseline FILE', says: 'findings in it are not told' },
  { option: '--write-baseline FILE', says: 'writes the findings of now as such a file' },
  { option: '--jobs N', says: 'threads; default: as many as pay' },
  {
    option: '--render',
    says: 'helm and kustomize of the PATH render charts and overlays first (see docs/render.md)',
  },
  { option: '--values A.yaml,B.yaml', says: 'with --render: values of charts, the last one counts' },
  {
    option: '--cluster-context NAME',
    says: 'begin with what runs there, read through your kubeconfig (see docs/cluster.md)',
  },
  {
    option: '--kubeconfig FILE  --cluster-exec',
    says: 'the kubeconfig; its credential program may be run',
  },
  { option: '--budget USD', says: 'more dollars a month than this fail' },
  {
    option: '--prices P',
    says: 'embedded (default), refreshed, or a file: prices to reckon with (see docs/prices.md)',
  },
  { option: '--profile NAME', says: 'a profile of your AWS configuration' },
  {
    option: '--prices-folder DIR',
    says: 'where refreshed prices are kept',
  },
  { option: '--stats', says: 'times in the json' },
  {
    option: '--cost NAME=VALUE,...',
    says: 'what the bill is made with, such as discountPercent=10 (see docs/cost.md)',
  },
  {
    option: '--explain',
    says: 'which types are left and why, what would place each pod that found no node',
  },
  {
    option: '--after-scale-down',
    says: 'what consolidation removes or replaces once every scaler is at its minimum',
  },
  {
    option: '--static-nodes',
    says: 'nodes of static pools in the json, too; text and markdown have them anyway',
  },
  {
    option: '--load KIND:NAME=VALUE,...',
    says:
      'units a second over time: constant:value= step:from=,to=,at= ramp:from=,to=,at=,over= ' +
      'daily:low=,high=,peakHour=,weekendShare= spike:base=,peak=,at=,for=,every=; without --capacity the units are mCPU',
  },
  { option: '--load-file FILE', says: 'the load as a CSV of times and values' },
  {
    option: '--for T  --step T',
    says: 'how long is played (1h by default, 7d at most); length of one step of the output',
  },
  { option: '--start TIME', says: 'of second 0, such as 2026-01-05T08:00:00Z' },
  { option: '--workload NAME', says: "whose load it is; by default the first scaler's target" },
  { option: '--capacity N', says: 'units that a ready pod serves in a second' },
  { option: '--overload O', says: 'drop: what is too much is lost; queue: it waits' },
  { option: '--presets A,B', says: 'latencies of what you run, such as bottlerocket,image-soci' },
  {
    option: '--set A=N,B=N',
    says: 'single latencies, such as bootSeconds=35 (see docs/dynamics.md)',
  },
  { option: '--seed N', says: 'of spot interruptions; 1 by default' },
  { option: '--cronhpa-time-zone ZONE', says: 'of the controller of CronHPAs; UTC by default' },
  {
    option: '--objective p95=S,unserved=PERCENT',
    says: 'what is good enough: p95=60,unserved=0.1 by default',
  },
  {
    option: '--business incident=USD,unit=USD',
    says: 'cost of an incident, revenue of a unit: adds what each strategy returns a month',
  },
  { option: '--peak-share SHARE', says: "of the peak's pods, in a warm pool" },
  {
    option: '--node-groups TYPE=MIN-MAX,...',
    says: "the Cluster Autoscaler's, such as m6i.xlarge=1-20,r6i.large=0-5:spot; default: those of an eksctl ClusterConfig",
  },
  { option: '--print ID', says: 'print the manifests of one' },
];

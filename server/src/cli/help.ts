/** What `dryfit --help` prints. */

export const HELP = `dryfit - what a Karpenter, HPA and KEDA configuration will do on AWS, offline

  dryfit check PATH...       what API server, controllers and rules say to it
  dryfit simulate PATH...    nodes, instance types, cost, pods that do not fit
  dryfit timeline PATH...    pods, nodes, dollars under a load, second by second
  dryfit strategies PATH...  ways to meet a load, compared, with manifests
  dryfit gangs PATH...       Kueue: Jobs admitted by quota, packed, or never
  dryfit overview PATH...    both, for each folder that holds a NodePool
  dryfit merge FILE...       adds up reports of overview --format json
  dryfit diff OLD NEW        what a change does; paths or git revisions
  dryfit convert PATH...     objects of old API versions as their current ones
  dryfit prices refresh      today's prices from AWS, with your credentials
  dryfit rules               the rules with their severity
  dryfit explain ID          what a finding of this id means, why, what is right

A path is a file, a folder (every .yaml, .yml and .json below it) or - for
standard input. All paths together are one cluster, but for overview.
A .dryfit.yaml beside a manifest or above it says how loud each rule is.

  --format F                 text, markdown, or json: the API's object;
                             sarif: check, diff; junit: check;
                             csv, svg: timeline
  --region NAME              default us-east-1
  --zones A,B                zones that have a subnet; default: all there are
  --preference-policy P      Respect (default) or Ignore
  --min-values-policy P      Strict (default) or BestEffort
  --karpenter-version V      1.14.1 (default) or 1.15.1, for check
  --replicas R               spec (default), min or max: the bounds of scalers
  --fail-on S                error (default), warning, info, hint or never
  --fix                      check: write the fixes that keep the meaning
  --write                    convert: write the files instead of a diff
  --baseline FILE            check: findings in it are not told
  --write-baseline FILE      check: writes the findings of now as such a file
  --jobs N                   overview: threads; default: as many as pay
  --render                   helm and kustomize of the PATH render charts and
                             overlays first (see docs/render.md)
  --values A.yaml,B.yaml     --render: values of charts, the last one counts
  --cluster-context NAME     simulate: begin with what runs there, read through
                             your kubeconfig (see docs/cluster.md)
  --kubeconfig FILE  --cluster-exec
                             the kubeconfig; its credential program may be run
  --budget USD               diff: more dollars a month than this fail
  --prices P                 embedded (default), refreshed, or a file: prices to
                             reckon with (see docs/prices.md)
  --profile NAME             prices: a profile of your AWS configuration
  --prices-folder DIR        where refreshed prices are kept
  --stats                    times in simulate's json
  --cost NAME=VALUE,...      simulate: what the bill is made with, such as
                             discountPercent=10 (see docs/cost.md)
  --explain                  simulate: which types are left and why, what would
                             place each pod that found no node
  --after-scale-down         simulate: what consolidation removes or replaces
                             once every scaler is at its minimum
  --load KIND:NAME=VALUE,... timeline: constant:value= step:from=,to=,at=
                             ramp:from=,to=,at=,over= daily:low=,high=
                             spike:base=,peak=,at=,for=,every=
  --load-file FILE           timeline: CSV of times and values
  --for T  --step T          timeline: its length (1h), of one step of output
  --start TIME               timeline: second 0, such as 2026-01-05T08:00:00Z
  --workload NAME            timeline: whose load it is
  --capacity N               timeline: what a ready pod serves in a second
  --overload O               timeline: drop, or queue: it waits
  --presets A,B --set A=N,.. timeline: latencies (see docs/dynamics.md)
  --seed N                   timeline: of spot interruptions
  --objective p95=S,unserved=PERCENT  --business incident=USD,unit=USD
                             strategies: what is good enough; what it is worth
  --peak-share SHARE         strategies: of the peak's pods, in a warm pool
  --print ID                 strategies: print the manifests of one
  -h, --help    -v, --version

Exit status: 0 nothing at or above --fail-on, 1 findings at or above it (check;
diff: new ones), pods that cannot be placed (simulate; diff: more than before)
or a change above --budget, a gang that can never run, 2 bad usage or unreadable
input.
Nothing is sent anywhere but by prices refresh, which asks AWS for prices, and
--cluster-context, which asks your cluster for lists. Nothing is written but by
prices refresh, --fix, --write and --write-baseline. NO_COLOR is respected.
`;

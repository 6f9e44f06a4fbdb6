/** `overview`: each cluster checked and simulated, then one table of all. */
import { clustersOf, type FileCluster } from '../analysis/fileClusters';
import { ClusterSession } from '../analysis/session';
import { TypeCache } from '../simulate/instanceTypes';
import { print, progress, reportTo, sourceOf, type ExitStatus, type Job } from './job';
import { overviewText, type ClusterReport } from './overview';

export function runOverview(job: Job): ExitStatus {
  const cache = new TypeCache();
  const clusters = clustersOf(job.files);
  const reports = clusters.flatMap((cluster, index) => {
    progress(job, `${index + 1} of ${clusters.length}: ${cluster.name}`);
    return reportOf(cluster, job, cache);
  });
  progress(job, '');
  return print(overviewText(reports, job), job.world, 0);
}

function reportOf(
  { name, files }: FileCluster,
  { invocation, catalog, world }: Job,
  cache: TypeCache,
): ClusterReport[] {
  const { options, replicas } = invocation;
  const session = new ClusterSession({
    files: files.map(sourceOf),
    options,
    catalog,
    cache,
    onRuleFailure: reportTo(world),
  });
  const { summary, input } = session.simulate(replicas);
  const preview = session.preview(replicas);
  const withoutClass = input.pools.filter(({ instanceTypes }) => instanceTypes.length === 0);
  const poolsWithoutClass = new Set(withoutClass.map(({ pool }) => pool.name));
  const report = { name, fileCount: files.length, check: session.check(), summary, poolsWithoutClass };
  return preview ? [{ ...report, preview }] : [];
}

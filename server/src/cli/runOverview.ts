/** `overview`: each cluster checked and simulated, then one table of all; or the fleet's report, which `merge` adds up. */
import type { ClusterReport } from '../analysis/clusters/clusterReport';
import { clustersOf } from '../analysis/clusters/fileClusters';
import { fleetReport, type FleetReport } from '../report/fleet';
import { mapFindings } from '../render/mapFindings';
import { reportClusters } from './fleet/clusters';
import { print, progress, type ExitStatus, type Job } from './job';
import { overviewText } from './overview';

/** Status 2 when a file could not be read: it is told, and the others are reported all the same. */
export async function runOverview(job: Job): Promise<ExitStatus> {
  const { invocation, world, unreadable, renderFailures } = job;
  const clusters = clustersOf(job.files);
  const found = await reportClusters(clusters, job, (done, name) =>
    progress(job, `${done} of ${clusters.length}: ${name}`),
  );
  const reports = found.map((report) => ({
    ...report,
    check: { ...report.check, findings: mapFindings(report.check.findings, job.rendered) },
  }));
  progress(job, '');
  for (const { path, reason } of unreadable) world.err(`dryfit: ${path}: ${reason}, left out\n`);
  for (const { uri, message } of renderFailures)
    world.err(`dryfit: ${job.labels(uri)}: ${message}, left out\n`);
  const lines =
    invocation.format === 'json'
      ? [JSON.stringify(reportOf(reports, job), undefined, 2)]
      : overviewText(reports, job);
  return print(lines, world, unreadable.length + renderFailures.length > 0 ? 2 : 0);
}

const reportOf = (
  reports: readonly ClusterReport[],
  { region, unreadable, invocation, renderFailures }: Job,
): FleetReport => ({
  ...fleetReport(reports, { region: region.name, unreadable }),
  ...(invocation.render ? { notRendered: renderFailures } : {}),
});

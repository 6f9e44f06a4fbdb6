/** `overview`: each cluster checked and simulated, then one table of all; or the fleet's report, which `merge` adds up. */
import { clustersOf } from '../analysis/fileClusters';
import { fleetReport } from '../report/fleet';
import { mapFindings } from '../render/mapFindings';
import { reportClusters } from './fleet/clusters';
import { print, progress, type ExitStatus, type Job } from './job';
import { overviewText } from './overview';

/** Status 2 when a file could not be read: it is told, and the others are reported all the same. */
export async function runOverview(job: Job): Promise<ExitStatus> {
  const { invocation, world, region, unreadable } = job;
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
  const lines =
    invocation.format === 'json'
      ? [JSON.stringify(fleetReport(reports, { region: region.name, unreadable }), undefined, 2)]
      : overviewText(reports, job);
  return print(lines, world, unreadable.length > 0 ? 2 : 0);
}

/** `timeline`: scaling over time, as text with a chart, JSON, CSV or SVG. */
import { timelineOfFiles, type TimelineRequest } from '../analysis/motion/timeline';
import { chartOf } from '../timeline/chart';
import { chartSvg } from '../timeline/svg';
import type { Timeline } from '../timeline/timeline';
import { parseLoadCsv } from '../timeline/loadText';
import { TypeCache } from '../simulate/instanceTypes';
import { failed, success, type Outcome } from '../util/outcome';
import { readText } from './textFiles';
import { print, refuse, sourceOf, withProgress, type ExitStatus, type Job } from './job';
import { priceLines } from './prices';
import { timelineCsv, timelineText } from './timelineText';

export function runTimeline(job: Job): ExitStatus {
  const request = requestOf(job);
  if (!request.ok) return refuse(request.failure.message, job.world);
  const resources = { catalog: job.catalog, cache: new TypeCache() };
  const timeline = withProgress(job, 'playing', () => timelineOfFiles(request.value, resources));
  if (!timeline.ok) return refuse(timeline.failure.message, job.world);
  return print(linesOf(timeline.value, job), job.world, 0);
}

/** The request that the options make, with the load that a file holds. */
export function requestOf({ invocation, files }: Job): Outcome<TimelineRequest> {
  const { loadFile, load, ...wishes } = invocation.timeline;
  if (load && loadFile !== undefined)
    return failed('--load and --load-file are two loads: write one of them');
  const read = loadFile === undefined ? undefined : readText(loadFile);
  if (read && !read.ok) return read;
  const ofFile = read && parseLoadCsv(read.value);
  if (ofFile && !ofFile.ok) return failed(`${loadFile ?? ''}, ${ofFile.failure.message}`);
  const spec = ofFile?.value ?? load;
  if (!spec)
    return failed('a load is needed: --load spike:base=200,peak=900,at=10m,for=15m, or --load-file load.csv');
  return success({ ...wishes, load: spec, files: files.map(sourceOf), options: invocation.options });
}

function linesOf(timeline: Timeline, { invocation, style, region }: Job): readonly string[] {
  switch (invocation.format) {
    case 'json':
      return [JSON.stringify(timeline, undefined, 2)];
    case 'csv':
      return [timelineCsv(timeline)];
    case 'svg':
      return [chartSvg(chartOf(timeline)).trimEnd()];
    default:
      return [...timelineText(timeline, style), ...priceLines(region).map(style.dim)];
  }
}

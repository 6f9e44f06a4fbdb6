/** `strategies`: ways to meet a load, compared, and the manifests of one of them. */
import { strategiesOfFiles } from '../analysis/motion/strategies';
import { TypeCache } from '../simulate/instanceTypes';
import { nearestWord } from '../util/nearest';
import type { Comparison } from '../strategies/types';
import { print, refuse, withProgress, type ExitStatus, type Job } from './job';
import { priceLines } from './prices';
import { requestOf } from './runTimeline';
import { strategiesText } from './strategiesText';

export function runStrategies(job: Job): ExitStatus {
  const request = requestOf(job);
  if (!request.ok) return refuse(request.failure.message, job.world);
  const resources = { catalog: job.catalog, cache: new TypeCache() };
  const compared = withProgress(job, 'comparing', () => strategiesOfFiles(request.value, resources));
  if (!compared.ok) return refuse(compared.failure.message, job.world);
  const { print: printed } = job.invocation.timeline;
  if (printed !== undefined) return printManifests(compared.value, printed, job);
  const lines =
    job.invocation.format === 'json'
      ? [JSON.stringify(compared.value, undefined, 2)]
      : [...strategiesText(compared.value, job.style), ...priceLines(job.region).map(job.style.dim)];
  return print(lines, job.world, 0);
}

/** YAML alone, ready to be written to a file; what has to go is a comment on top. */
function printManifests({ outcomes, notApplicable }: Comparison, id: string, { world }: Job): ExitStatus {
  const outcome = outcomes.find((one) => one.id === id);
  const why = notApplicable.find((one) => one.id === id)?.why;
  const ids = outcomes.map((one) => one.id);
  if (!outcome) {
    const nearest = nearestWord(id, ids);
    const hint =
      why ?? (nearest === undefined ? `write one of ${ids.join(', ')}` : `did you mean ${nearest}?`);
    return refuse(`strategy ${id}: ${hint}`, world);
  }
  if (outcome.manifests === '') return refuse(`strategy ${id} changes nothing`, world);
  const gone = outcome.removed.map((title) => `# Takes the place of ${title}: delete that one.`);
  return print([`# ${outcome.title}. ${outcome.takes}`, ...gone, outcome.manifests.trimEnd()], world, 0);
}

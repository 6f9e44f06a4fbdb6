/** The values of the options, or a sentence about the first that is wrong. */
import { failed, success, type Outcome } from '../util/outcome';
import { parseCostOption } from './costOption';
import type { Flag, Values } from './flags';
import { FAIL_ON, FORMATS, type Settings } from './invocation';
import { timelineWishes } from './timelineArguments';

export function settingsOf(values: Values): Outcome<Settings> {
  const problems: string[] = [];
  const choose = <const T extends string>(flag: Flag, known: readonly [T, ...T[]]): T => {
    const choice = chooseValue(values[flag], known);
    if (choice === undefined)
      problems.push(`--${flag} ${String(values[flag])}: write one of ${known.join(', ')}`);
    return choice ?? known[0];
  };
  const cost = parseCostOption(typeof values.cost === 'string' ? values.cost : '');
  if (!cost.ok) return cost;
  const timeline = timelineWishes(values);
  if (!timeline.ok) return timeline;
  const settings: Settings = {
    format: choose('format', FORMATS),
    replicas: choose('replicas', ['spec', 'min', 'max']),
    failOn: choose('fail-on', FAIL_ON),
    stats: values.stats === true,
    explain: values.explain === true,
    afterScaleDown: values['after-scale-down'] === true,
    staticNodes: values['static-nodes'] === true,
    timeline: timeline.value,
    fix: values.fix === true,
    write: values.write === true,
    render: values.render === true,
    values: typeof values.values === 'string' ? listOf(values.values) : [],
    clusterExec: values['cluster-exec'] === true,
    options: {
      ...(typeof values.region === 'string' ? { region: values.region } : {}),
      ...(typeof values.zones === 'string' ? { zones: listOf(values.zones) } : {}),
      preferencePolicy: choose('preference-policy', ['Respect', 'Ignore']),
      minValuesPolicy: choose('min-values-policy', ['Strict', 'BestEffort']),
      karpenterVersion: choose('karpenter-version', ['1.14.1', '1.15.1']),
      placeholders: 'allow',
      ...(values.cost ? { cost: cost.value } : {}),
    },
  };
  const budget = budgetOf(values.budget);
  if (Number.isNaN(budget))
    problems.push(`--budget ${String(values.budget)}: write dollars a month, such as 500`);
  const jobCount = jobsOf(values.jobs);
  if (Number.isNaN(jobCount))
    problems.push(`--jobs ${String(values.jobs)}: write a number of threads from 1 to 256`);
  const [problem] = problems;
  return problem === undefined
    ? success({
        ...settings,
        ...optionalSettings(values, budget),
        ...(jobCount === undefined ? {} : { jobCount }),
      })
    : failed(problem);
}

/** NaN for what is no amount. */
function budgetOf(written: string | true | undefined): number | undefined {
  if (typeof written !== 'string') return undefined;
  return /^\$?\d+(?:\.\d+)?$/.test(written) ? Number(written.replace('$', '')) : Number.NaN;
}

/** NaN for what is no number of threads. */
function jobsOf(written: string | true | undefined): number | undefined {
  if (typeof written !== 'string') return undefined;
  const count = /^\d+$/.test(written) ? Number(written) : 0;
  return count >= 1 && count <= 256 ? count : Number.NaN;
}

function optionalSettings(values: Values, budgetUsdPerMonth: number | undefined): Partial<Settings> {
  return {
    ...(budgetUsdPerMonth === undefined ? {} : { budgetUsdPerMonth }),
    ...textSetting('clusterContext', values['cluster-context']),
    ...textSetting('kubeconfig', values.kubeconfig),
    ...textSetting('baseline', values.baseline),
    ...textSetting('writeBaseline', values['write-baseline']),
    ...textSetting('prices', values.prices),
    ...textSetting('pricesFolder', values['prices-folder']),
    ...textSetting('profile', values.profile),
  };
}

const textSetting = <K extends string>(name: K, value: string | true | undefined) =>
  (typeof value === 'string' ? { [name]: value } : {}) as Partial<Record<K, string>>;

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The known value that is written, whatever its case; the first one when nothing is. */
function chooseValue<const T extends string>(
  written: string | true | undefined,
  known: readonly [T, ...T[]],
): T | undefined {
  if (typeof written !== 'string') return known[0];
  return known.find((value) => value.toLowerCase() === written.toLowerCase());
}

/** Options of `timeline` and `strategies`: the load, the time, the latencies. */
import type { StrategiesRequest } from '../analysis/motion/strategies';
import type { TimelineRequest } from '../analysis/motion/timeline';
import { parseLoad, secondsOf } from '../timeline/loadText';
import type { LoadSpec } from '../timeline/load';
import { failed, success, type Outcome } from '../util/outcome';
import { parseNodeGroups } from './nodeGroupsOption';

export const TIMELINE_FLAGS = {
  load: { type: 'string' },
  'load-file': { type: 'string' },
  for: { type: 'string' },
  step: { type: 'string' },
  start: { type: 'string' },
  workload: { type: 'string' },
  capacity: { type: 'string' },
  overload: { type: 'string' },
  presets: { type: 'string' },
  set: { type: 'string' },
  seed: { type: 'string' },
  'cronhpa-time-zone': { type: 'string' },
  objective: { type: 'string' },
  business: { type: 'string' },
  'peak-share': { type: 'string' },
  'node-groups': { type: 'string' },
  print: { type: 'string' },
} as const;

export type TimelineFlag = keyof typeof TIMELINE_FLAGS;

export const TIMELINE_EXAMPLES: Readonly<Record<TimelineFlag, string>> = {
  load: 'spike:base=200,peak=900,at=10m,for=15m',
  'load-file': 'load.csv',
  for: '1h',
  step: '5s',
  start: '2026-01-05T08:00:00Z',
  workload: 'shop/web',
  capacity: '50',
  overload: 'drop|queue',
  presets: 'prometheus-5s,bottlerocket',
  set: 'imageMiB=800,bootSeconds=35',
  seed: '1',
  'cronhpa-time-zone': 'Asia/Shanghai',
  objective: 'p95=60,unserved=0.1',
  business: 'incident=500,unit=0.02',
  'peak-share': '0.25',
  'node-groups': 'm6i.xlarge=1-20,r6i.large=0-5:spot',
  print: 'warm-pool',
};

/** What goes into the request; the load may come from a file that has yet to be read. */
export type TimelineWishes = Omit<StrategiesRequest, 'files' | 'options' | 'load'> & {
  readonly load?: LoadSpec;
  readonly loadFile?: string;
  /** strategies: whose manifests are printed. */
  readonly print?: string;
};

type Values = Partial<Record<TimelineFlag, string | true>>;

export function timelineWishes(values: Values): Outcome<TimelineWishes> {
  const text = (flag: TimelineFlag): string | undefined => {
    const value = values[flag];
    return typeof value === 'string' ? value : undefined;
  };
  const load = text('load');
  const parsed = load === undefined ? undefined : parseLoad(load);
  if (parsed && !parsed.ok) return parsed;
  const settings = amountsOf(text('set') ?? '', '--set');
  if (!settings.ok) return settings;
  const numbers = numbersOf(text);
  if (!numbers.ok) return numbers;
  const overload = text('overload');
  if (overload !== undefined && overload !== 'drop' && overload !== 'queue')
    return failed(`--overload ${overload}: write drop or queue`);
  const judged = judgementOf(text);
  if (!judged.ok) return judged;
  const nodeGroups = parseNodeGroups(text('node-groups') ?? '');
  if (!nodeGroups.ok) return nodeGroups;
  return success({
    ...judged.value,
    ...(nodeGroups.value.length > 0 ? { nodeGroups: nodeGroups.value } : {}),
    ...present({ print: text('print') }),
    ...(parsed ? { load: parsed.value } : {}),
    ...present({ loadFile: text('load-file'), start: text('start'), workload: text('workload'), overload }),
    ...present({ cronHpaTimeZone: text('cronhpa-time-zone') }),
    ...numbers.value,
    presets: (text('presets') ?? '').split(',').filter((name) => name !== ''),
    settings: settings.value,
  });
}

/** The fields that are there. */
function present<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

type Judgement = Pick<StrategiesRequest, 'objective' | 'business'>;

/** `p95=60,unserved=0.1` (percent), and `incident=500,unit=0.02` (dollars). */
function judgementOf(text: (flag: TimelineFlag) => string | undefined): Outcome<Judgement> {
  const objective = amountsOf(text('objective') ?? '', '--objective');
  if (!objective.ok) return objective;
  const business = amountsOf(text('business') ?? '', '--business');
  if (!business.ok) return business;
  const { p95, unserved, ...strange } = { ...objective.value };
  const { incident = 0, unit = 0, ...odd } = { ...business.value };
  const [name] = [...Object.keys(strange), ...Object.keys(odd)];
  if (name !== undefined)
    return failed(`${name} is not known: --objective p95=60,unserved=0.1 --business incident=500,unit=0.02`);
  return success({
    objective: {
      ...(p95 === undefined ? {} : { p95Seconds: p95 }),
      ...(unserved === undefined ? {} : { unservedShare: unserved / 100 }),
    },
    ...(text('business') === undefined
      ? {}
      : { business: { usdPerIncident: incident, revenueUsdPerUnit: unit } }),
  });
}

type Numbers = Pick<TimelineRequest, 'durationSeconds' | 'stepSeconds' | 'podCapacity' | 'seed'> &
  Pick<StrategiesRequest, 'peakShare'>;

const NUMBER_FLAGS = {
  durationSeconds: 'for',
  stepSeconds: 'step',
  podCapacity: 'capacity',
  seed: 'seed',
  peakShare: 'peak-share',
} as const satisfies Readonly<Record<keyof Numbers, TimelineFlag>>;

const WEEK = 7 * 24 * 3600;

/** undefined for what is none. */
const numberOf = (text: string): number | undefined => {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
};

const within = (value: number | undefined, isWithin: (value: number) => boolean): number | undefined =>
  value !== undefined && isWithin(value) ? value : undefined;

const NUMBERS = {
  for: {
    read: (text: string) => within(secondsOf(text), (seconds) => seconds >= 60 && seconds <= WEEK),
    wanted: 'a time from 1m to 7d, such as 90s, 15m or 12h',
  },
  step: {
    read: (text: string) => within(secondsOf(text), (seconds) => seconds >= 1),
    wanted: 'a time of 1s or more, such as 5s or 1m',
  },
  capacity: {
    read: (text: string) => within(numberOf(text), (capacity) => capacity > 0),
    wanted: 'what one ready pod serves in a second, a number above 0',
  },
  seed: {
    read: (text: string) => within(numberOf(text), Number.isInteger),
    wanted: 'a whole number',
  },
  'peak-share': {
    read: (text: string) => within(numberOf(text), (share) => share > 0 && share <= 1),
    wanted: 'a share above 0 and up to 1, such as 0.25',
  },
} as const;

function numbersOf(text: (flag: TimelineFlag) => string | undefined): Outcome<Numbers> {
  const numbers: Record<string, number> = {};
  for (const [name, flag] of Object.entries(NUMBER_FLAGS)) {
    const written = text(flag);
    if (written === undefined) continue;
    const { read, wanted } = NUMBERS[flag];
    const value = read(written);
    if (value === undefined) return failed(`--${flag} ${written}: write ${wanted}`);
    numbers[name] = value;
  }
  return success(numbers as Numbers);
}

function amountsOf(text: string, flag: string): Outcome<Readonly<Record<string, number>>> {
  const settings: Record<string, number> = {};
  for (const part of text.split(',').filter((one) => one !== '')) {
    const [name = '', value = ''] = part.split('=');
    if (value === '' || Number.isNaN(Number(value))) return failed(`${flag} ${part}: write NAME=NUMBER`);
    settings[name] = Number(value);
  }
  return success(settings);
}

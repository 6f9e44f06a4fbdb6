/** What the reader wants a timeline of: as typed, field by field, so that it comes back as it was. */
import type { LoadKind, TimelineQuestion } from '../../../../server/src/protocol/motionRequests';

export interface TimelineChoice {
  /** '': the target of the first scaler. */
  readonly workload: string;
  readonly kind: LoadKind;
  /** By kind of load, then field. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly csv: string;
  /** Units that a pod serves; '': the load is CPU. */
  readonly capacity: string;
  /** Seconds; '': as long as the load needs. */
  readonly duration: string;
  /** By group. */
  readonly presets: Readonly<Record<string, string>>;
  /** The part of the chart on show; undefined: all of it. */
  readonly zoom: Span | undefined;
}

/** Seconds of the timeline. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const NO_CHOICE: TimelineChoice = {
  ...{ workload: '', kind: 'spike', fields: {}, csv: '', capacity: '', duration: '', presets: {} },
  zoom: undefined,
};

export const KINDS: readonly (readonly [LoadKind, string])[] = [
  ['spike', 'Spike'],
  ['step', 'Step'],
  ['ramp', 'Ramp'],
  ['daily', 'Daily pattern'],
  ['constant', 'Constant'],
  ['csv', 'From a CSV'],
];

/** Fields of each kind with their labels. Times are written with a unit. */
export const FIELDS: Readonly<Record<LoadKind, readonly (readonly [name: string, label: string])[]>> = {
  spike: [
    ['base', 'Before'],
    ['peak', 'Peak'],
    ['at', 'Begins at'],
    ['for', 'Lasts'],
    ['every', 'Every'],
  ],
  step: [
    ['from', 'Before'],
    ['to', 'After'],
    ['at', 'At'],
  ],
  ramp: [
    ['from', 'Before'],
    ['to', 'After'],
    ['at', 'Begins at'],
    ['over', 'Takes'],
  ],
  daily: [
    ['low', 'Lowest'],
    ['high', 'Highest'],
    ['peakHour', 'Hour of the peak (UTC)'],
    ['weekendShare', 'Share on weekends'],
  ],
  constant: [['value', 'Load']],
  csv: [],
};

export const DURATIONS: readonly (readonly [string, string])[] = [
  ['', 'as needed'],
  ['3600', '1 hour'],
  ['21600', '6 hours'],
  ['86400', '1 day'],
  ['604800', '1 week'],
];

export interface PresetGroup {
  readonly id: string;
  readonly label: string;
  /** Name of the preset, and what it is called. */
  readonly presets: readonly (readonly [string, string])[];
}

/** What teams choose between; names as in docs/dynamics.md. */
export const PRESET_GROUPS: readonly PresetGroup[] = [
  {
    ...{ id: 'metrics', label: 'Metrics from' },
    presets: [
      ['metrics-server', 'metrics-server, 15 s'],
      ['cloudwatch-high-resolution', 'CloudWatch, high resolution'],
      ['prometheus-15s', 'Prometheus or ADOT, 15 s'],
      ['prometheus-5s', 'Prometheus or ADOT, 5 s'],
      ['prometheus-1s', 'Prometheus or ADOT, 1 s'],
    ],
  },
  {
    ...{ id: 'keda', label: 'KEDA polls every' },
    presets: [
      ['keda-30s', '30 s'],
      ['keda-5s', '5 s'],
    ],
  },
  {
    ...{ id: 'boot', label: 'Nodes boot' },
    presets: [
      ['al2023', 'Amazon Linux 2023'],
      ['bottlerocket', 'Bottlerocket'],
    ],
  },
  {
    ...{ id: 'image', label: 'Images' },
    presets: [
      ['image-pull', 'pulled whole'],
      ['image-soci', 'loaded lazily (SOCI)'],
      ['image-cached', 'on the node already'],
    ],
  },
  {
    ...{ id: 'control-plane', label: 'Control plane' },
    presets: [
      ['control-plane-standard', 'standard'],
      ['control-plane-xl', 'Provisioned XL'],
      ['control-plane-2xl', 'Provisioned 2XL'],
      ['control-plane-4xl', 'Provisioned 4XL'],
      ['control-plane-8xl', 'Provisioned 8XL'],
    ],
  },
];

export function questionOf(choice: TimelineChoice): TimelineQuestion {
  const { workload, kind, csv, capacity, duration } = choice;
  const typed = Object.entries(choice.fields[kind] ?? {}).map(([name, text]) => [name, text.trim()] as const);
  const fields = Object.fromEntries(typed.filter(([, text]) => text !== ''));
  return {
    ...(workload === '' ? {} : { workload }),
    load: { kind, fields, ...(kind === 'csv' ? { csv } : {}) },
    ...(capacity.trim() === '' ? {} : { podCapacity: Number(capacity) || 0 }),
    presets: PRESET_GROUPS.flatMap(({ id }) => choice.presets[id] ?? []).filter((name) => name !== ''),
    ...(duration === '' ? {} : { durationSeconds: Number(duration) }),
  };
}

export interface ChoiceInput {
  readonly part: string;
  /** Of a field of the load, or a group of presets. */
  readonly name: string;
  readonly value: string;
}

/** Another question has another time axis: the zoom goes. */
export function choiceBy(choice: TimelineChoice, { part, name, value }: ChoiceInput): TimelineChoice {
  const next = { ...choice, zoom: undefined };
  switch (part) {
    case 'workload':
      return { ...next, workload: value };
    case 'kind':
      return { ...next, kind: KINDS.find(([kind]) => kind === value)?.[0] ?? choice.kind };
    case 'field': {
      const own = { ...choice.fields[choice.kind], [name]: value };
      return { ...next, fields: { ...choice.fields, [choice.kind]: own } };
    }
    case 'preset':
      return { ...next, presets: { ...choice.presets, [name]: value } };
    case 'capacity':
      return { ...next, capacity: value };
    case 'duration':
      return { ...next, duration: value };
    case 'csv':
      return { ...next, csv: value };
    default:
      return choice;
  }
}

/** The view made `factor` times as long around a second that keeps its place; undefined: all of it. */
export function zoomed(
  { from, to }: Span,
  { factor, around }: { readonly factor: number; readonly around: number },
  { durationSeconds, stepSeconds }: { readonly durationSeconds: number; readonly stepSeconds: number },
): Span | undefined {
  const length = Math.max(MIN_STEPS * stepSeconds, (to - from) * factor);
  if (length >= durationSeconds) return undefined;
  const share = (around - from) / (to - from);
  const begin = Math.min(Math.max(0, around - share * length), durationSeconds - length);
  return { from: Math.round(begin), to: Math.round(begin + length) };
}

/** A view shows at least as many steps. */
const MIN_STEPS = 10;

/** What two places of a drag enclose. */
export function enclosed(
  a: number,
  b: number,
  { durationSeconds, stepSeconds }: { readonly durationSeconds: number; readonly stepSeconds: number },
): Span | undefined {
  const length = Math.max(Math.abs(a - b), MIN_STEPS * stepSeconds);
  if (length >= durationSeconds) return undefined;
  const from = Math.min(Math.max(0, Math.min(a, b)), durationSeconds - length);
  return { from: Math.round(from), to: Math.round(from + length) };
}

/** H27: a window inside another that asks for less. */
import { parseCron, type Cron } from '../../model/cron';
import { SCALED_OBJECT } from '../kinds';
import { scalarText, text } from '../read';
import { editRule } from '../rule';
import { triggersOf, type PlacedTrigger } from './triggerView';

export const cronWindowsApart = editRule({
  id: 'keda/cron-windows-apart',
  kinds: [SCALED_OBJECT],
  severity: 'info',
  fixable: false,
  docs: {
    summary: 'A cron window is not inside another one that asks for more.',
    why:
      'Of several triggers the largest number counts: a cron window is a floor, never a ceiling. One that lies within ' +
      'another and asks for less changes nothing. Split the outer window, or use scalingModifiers.',
    source: 'https://keda.sh/docs/latest/scalers/cron/',
  },
  check({ manifest, report }) {
    const windows = triggersOf(manifest).flatMap((trigger) => windowOf(trigger) ?? []);
    for (const inner of windows) {
      const outer = windows.find((one) => one !== inner && hides(one, inner));
      if (!outer) continue;
      report({
        path: inner.trigger.path,
        shownAt: [...inner.trigger.path, 'metadata', 'desiredReplicas'],
        message: `never counts: another window asks for ${outer.replicas} over all of this time, and the larger number wins`,
      });
    }
  },
});

interface Window {
  readonly trigger: PlacedTrigger;
  readonly zone: string;
  readonly days: string;
  readonly start: number;
  readonly end: number;
  readonly replicas: number;
}

const hides = (outer: Window, inner: Window): boolean =>
  outer.replicas > inner.replicas &&
  outer.zone === inner.zone &&
  outer.days === inner.days &&
  outer.start <= inner.start &&
  outer.end >= inner.end;

/** A window of one time of day to a later one on the same days; others are not compared. */
function windowOf(trigger: PlacedTrigger): Window | undefined {
  if (trigger.type !== 'cron') return undefined;
  const [start, end] = [timeOf(trigger.metadata['start']), timeOf(trigger.metadata['end'])];
  const replicas = Number(scalarText(trigger.metadata['desiredReplicas']));
  if (!start || !end || start.days !== end.days || start.minute >= end.minute) return undefined;
  if (!Number.isInteger(replicas)) return undefined;
  const zone = text(trigger.metadata['timezone']) ?? '';
  return { trigger, zone, days: start.days, start: start.minute, end: end.minute, replicas };
}

function timeOf(value: unknown): { readonly minute: number; readonly days: string } | undefined {
  const schedule = text(value);
  const parsed = schedule === undefined ? undefined : parseCron(schedule);
  if (!parsed?.ok || parsed.cron.kind !== 'fields') return undefined;
  const { minute, hour } = parsed.cron;
  const [atMinute, atHour] = [[...minute.values][0], [...hour.values][0]];
  if (minute.values.size !== 1 || hour.values.size !== 1) return undefined;
  if (atMinute === undefined || atHour === undefined) return undefined;
  return { minute: atHour * 60 + atMinute, days: daysOf(parsed.cron) };
}

const daysOf = ({ dayOfMonth, month, dayOfWeek }: Extract<Cron, { kind: 'fields' }>): string =>
  [dayOfMonth, month, dayOfWeek].map(({ values }) => [...values].join(',')).join(' ');

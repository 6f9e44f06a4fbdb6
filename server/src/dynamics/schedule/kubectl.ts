/** CronJobs that run `kubectl scale` or `kubectl patch`: how people schedule warm pools. */
import { isTrueAt, listAt, textAt, textsAt, valueAt } from '../../manifest/fields';
import { groupKind, type ObjectId } from '../../manifest/objectId';
import { parseCron } from '../../model/cron';
import { UTC, zoneClock } from '../../model/zoneClock';
import type { ScalingEffect, ScheduledScaling } from './changes';

/** The scalings of a CronJob; none for another kind, or one that runs something else.
 *  @source kubernetes/kubernetes pkg/controller/cronjob/cronjob_controllerv2.go@v1.35 */
export function decodeScalingCronJob(value: unknown, id: ObjectId): readonly ScheduledScaling[] {
  if (groupKind(id) !== 'batch/CronJob' || isTrueAt(value, 'spec', 'suspend')) return [];
  const schedule = parseCron(textAt(value, 'spec', 'schedule') ?? '');
  const zone = textAt(value, 'spec', 'timeZone');
  const clock = zone === undefined ? UTC : zoneClock(zone);
  if (!schedule.ok || !clock) return [];
  const pod = valueAt(value, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  const effects = listAt(pod, 'containers').flatMap((container) =>
    effectsOf([...textsAt(container, 'command'), ...textsAt(container, 'args')].join(' '), id.namespace),
  );
  return effects.map((effect) => ({
    ...{ name: `CronJob/${id.name}`, cron: schedule.cron, secondOfMinute: 0, clock },
    ...{ excluded: [], isOnce: false, effect },
  }));
}

/** What the kubectl commands in a text set, in order. */
export function effectsOf(text: string, namespace: string): readonly ScalingEffect[] {
  return text.split(/&&|\|\||[;\n|]/).flatMap((command) => {
    const words = wordsOf(command);
    const start = words.findIndex((word) => word === 'kubectl' || word.endsWith('/kubectl'));
    return start < 0 ? [] : effectOf(words.slice(start + 1), namespace);
  });
}

/** Words as a shell splits them: quotes keep spaces together. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"((?:\\.|[^"\\])*)"/g,
      (_, single?: string, double?: string) => single ?? (double ?? '').replace(/\\(.)/g, '$1'),
    ),
  );

interface Command {
  readonly verb: string;
  readonly target: ObjectId;
  readonly flags: Readonly<Record<string, string>>;
}

function effectOf(words: readonly string[], namespace: string): readonly ScalingEffect[] {
  const command = commandOf(words, namespace);
  if (!command) return [];
  const { verb, target, flags } = command;
  const replicas = Number(flags.replicas);
  if (verb === 'scale')
    return flags.replicas !== undefined && Number.isInteger(replicas) && replicas >= 0
      ? [{ kind: 'replicas', target, replicas }]
      : [];
  return verb === 'patch' ? patchOf(target, flags.patch ?? flags.p ?? '') : [];
}

/** Flags that take no value. */
const SWITCHES = new Set(['all', 'v', 'insecure-skip-tls-verify', 'wait']);

function commandOf(words: readonly string[], namespace: string): Command | undefined {
  const flags: Record<string, string> = {};
  const positionals: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const flag = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(word);
    if (!flag) positionals.push(word);
    else if (flag[2] !== undefined || SWITCHES.has(flag[1] ?? '')) flags[flag[1] ?? ''] = flag[2] ?? '';
    else flags[flag[1] ?? ''] = words[++index] ?? '';
  }
  const [verb = '', ...rest] = positionals;
  const target = targetOf(rest, flags.namespace ?? flags.n ?? namespace);
  return target && { verb, target, flags };
}

const KINDS: Readonly<Record<string, Pick<ObjectId, 'group' | 'kind'>>> = {
  ...kind('apps', 'Deployment', 'deployment', 'deployments', 'deploy', 'deployment.apps', 'deployments.apps'),
  ...kind(
    'apps',
    'StatefulSet',
    'statefulset',
    'statefulsets',
    'sts',
    'statefulset.apps',
    'statefulsets.apps',
  ),
  ...kind('apps', 'ReplicaSet', 'replicaset', 'replicasets', 'rs'),
  ...kind(
    'autoscaling',
    'HorizontalPodAutoscaler',
    'hpa',
    'horizontalpodautoscaler',
    'horizontalpodautoscalers',
  ),
  ...kind('keda.sh', 'ScaledObject', 'scaledobject', 'scaledobjects', 'so'),
};

function kind(
  group: string,
  name: string,
  ...spelled: string[]
): Record<string, Pick<ObjectId, 'group' | 'kind'>> {
  return Object.fromEntries(spelled.map((one) => [one, { group, kind: name }]));
}

/** `deployment/web`, or `deployment web`. */
function targetOf([first = '', second = '']: readonly string[], namespace: string): ObjectId | undefined {
  const [resource = '', name = second] = first.split('/');
  const known = KINDS[resource.toLowerCase()];
  return known && name !== '' ? { ...known, namespace, name } : undefined;
}

/** The fields are unique enough to be found in JSON and YAML alike. */
function patchOf(target: ObjectId, patch: string): readonly ScalingEffect[] {
  const numberOf = (name: string): number | undefined => {
    const digits = new RegExp(`\\b${name}["']?\\s*:\\s*(\\d+)`).exec(patch)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  const [min, max] = [numberOf('minReplicas(?:Count)?'), numberOf('maxReplicas(?:Count)?')];
  const replicas = numberOf('replicas');
  if (min !== undefined || max !== undefined)
    return [
      {
        kind: 'bounds',
        target,
        ...(min === undefined ? {} : { min }),
        ...(max === undefined ? {} : { max }),
      },
    ];
  return replicas === undefined ? [] : [{ kind: 'replicas', target, replicas }];
}

/** kubectl commands in the scripts of containers: their verb, the object that they name, their flags. */
import type { ObjectId } from './objectId';

export interface KubectlCommand {
  readonly verb: string;
  readonly target: ObjectId;
  readonly flags: Readonly<Record<string, string>>;
}

/** The commands about one workload or scaler, in order.
 *  @param namespace  of objects of commands that name none */
export function kubectlCommands(text: string, namespace: string): readonly KubectlCommand[] {
  const lines = text.replace(/\\\r?\n/g, ' ');
  return lines.split(/&&|\|\||[;\n|]/).flatMap((command) => {
    const words = wordsOf(command);
    const start = words.findIndex((word) => word === 'kubectl' || word.endsWith('/kubectl'));
    return start < 0 ? [] : (commandOf(words.slice(start + 1), namespace) ?? []);
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

/** Flags that take no value. */
const SWITCHES = new Set(['all', 'v', 'insecure-skip-tls-verify', 'wait']);

function commandOf(words: readonly string[], namespace: string): KubectlCommand | undefined {
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

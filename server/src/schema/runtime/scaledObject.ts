/** ScaledObject, as KEDA's webhook checks it without looking at other objects.
 *  @source kedacore/keda apis/keda/v1alpha1/scaledobject_webhook.go@v2.21.0 */
import type { Path } from '../../manifest/document';
import {
  integer,
  optionalInteger,
  optionalRecord,
  record,
  records,
  text,
  type Fields,
} from '../registry/read';
import type { SchemaProblem } from '../problem';
import { formulaProblem } from '../../formula';
import { quoteText } from '../wording';
import { refusal } from './refusal';
import { triggerRefusals } from './triggers';

const MAX_LABEL = 63;
const DEFAULT_MAX_REPLICAS = 100;

export function scaledObjectRefusals(object: Fields): readonly SchemaProblem[] {
  const spec = record(object, 'spec');
  return [
    ...groupRefusals(record(spec, 'scaleTargetRef')),
    ...nameRefusals(text(record(object, 'metadata'), 'name'), spec),
    ...replicaRefusals(spec),
    ...fallbackRefusals(spec),
    ...modifierRefusals(spec),
    ...triggerRefusals(object),
  ];
}

function groupRefusals(target: Fields): SchemaProblem[] {
  const apiVersion = text(target, 'apiVersion');
  if (apiVersion.split('/').length <= 2) return [];
  return [
    refusal(['spec', 'scaleTargetRef', 'apiVersion'], {
      rule: 'keda-target',
      message: `apiVersion ${quoteText(apiVersion)} is neither a version nor a group and a version, as in apps/v1`,
    }),
  ];
}

/** The name becomes the value of a label, and the name of an HPA. */
function nameRefusals(name: string, spec: Fields): SchemaProblem[] {
  if (name.length > MAX_LABEL)
    return [
      refusal(['metadata', 'name'], {
        rule: 'keda-name',
        message: `the name has ${name.length} characters, at most ${MAX_LABEL} fit a label`,
      }),
    ];
  const own = text(record(record(spec, 'advanced'), 'horizontalPodAutoscalerConfig'), 'name');
  const hpaName = own === '' ? `keda-hpa-${name}` : own;
  if (hpaName.length <= MAX_LABEL) return [];
  const at: Path =
    own === '' ? ['metadata', 'name'] : ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'];
  return [
    refusal(at, {
      rule: 'keda-hpa-name',
      message: `its HPA would be called ${quoteText(hpaName)}, at most ${MAX_LABEL} characters are allowed`,
    }),
  ];
}

function replicaRefusals(spec: Fields): SchemaProblem[] {
  const min = hpaMinimum(spec);
  const max = optionalInteger(spec, 'maxReplicaCount') ?? DEFAULT_MAX_REPLICAS;
  if (min > max)
    return [
      refusal(['spec', 'maxReplicaCount'], {
        rule: 'keda-replicas',
        message: `maxReplicaCount ${max} is below minReplicaCount ${min}`,
      }),
    ];
  const idle = optionalInteger(spec, 'idleReplicaCount');
  if (idle === undefined || idle < min) return [];
  const isRaised = optionalInteger(spec, 'minReplicaCount') === 0;
  return [
    refusal(['spec', 'idleReplicaCount'], {
      rule: 'keda-replicas',
      message: `idleReplicaCount ${idle} must be below minReplicaCount, which ${isRaised ? 'counts as 1 when it is 0' : `is ${min}`}`,
    }),
  ];
}

/** The minimum of the HPA: 1 for a minReplicaCount of 0 that is written down; 0 where nothing is. */
function hpaMinimum(spec: Fields): number {
  const min = optionalInteger(spec, 'minReplicaCount');
  if (min === undefined) return 0;
  return min > 0 ? min : 1;
}

function isUsingModifiers(spec: Fields): boolean {
  const modifiers = record(record(spec, 'advanced'), 'scalingModifiers');
  return ['formula', 'target', 'activationTarget', 'metricType'].some((name) => text(modifiers, name) !== '');
}

function isResourceTrigger(trigger: Fields): boolean {
  return text(trigger, 'type') === 'cpu' || text(trigger, 'type') === 'memory';
}

function fallbackRefusals(spec: Fields): SchemaProblem[] {
  const fallback = optionalRecord(spec, 'fallback');
  if (!fallback) return [];
  const found: SchemaProblem[] = [];
  for (const name of ['failureThreshold', 'replicas']) {
    if (integer(fallback, name) < 0)
      found.push(
        refusal(['spec', 'fallback', name], { rule: 'keda-fallback', message: `${name} must be 0 or more` }),
      );
  }
  const hasOther = records(spec, 'triggers').some((trigger) => !isResourceTrigger(trigger));
  if (!isUsingModifiers(spec) && !hasOther) {
    found.push(
      refusal(['spec', 'fallback'], {
        rule: 'keda-fallback',
        message: 'a fallback needs a trigger other than cpu and memory',
      }),
    );
  }
  const formula = text(record(record(spec, 'advanced'), 'scalingModifiers'), 'formula');
  if (text(fallback, 'behavior') === 'scalingModifiers' && formula === '') {
    found.push(
      refusal(['spec', 'fallback', 'behavior'], {
        rule: 'keda-fallback',
        message: 'the behavior scalingModifiers needs advanced.scalingModifiers.formula',
      }),
    );
  }
  return found;
}

function modifierRefusals(spec: Fields): SchemaProblem[] {
  if (!isUsingModifiers(spec)) return [];
  const modifiers = record(record(spec, 'advanced'), 'scalingModifiers');
  const at = ['spec', 'advanced', 'scalingModifiers'];
  const formula = text(modifiers, 'formula');
  if (formula === '')
    return [
      refusal([...at, 'formula'], { rule: 'keda-formula', message: 'scalingModifiers need a formula' }),
    ];
  const target = text(modifiers, 'target');
  if (target === '')
    return [refusal([...at, 'target'], { rule: 'keda-formula-target', message: 'a formula needs a target' })];
  const problem = formulaProblem(formula, triggerNames(spec));
  if (problem !== undefined)
    return [
      refusal([...at, 'formula'], {
        rule: 'keda-formula',
        message: `the formula cannot be used: ${problem}`,
      }),
    ];
  return targetRefusals(target, text(modifiers, 'metricType'), at);
}

/** Names that a formula can use: those of triggers that are KEDA's own. */
function triggerNames(spec: Fields): ReadonlySet<string> {
  const own = records(spec, 'triggers').filter((trigger) => !isResourceTrigger(trigger));
  return new Set(own.map((trigger) => text(trigger, 'name')).filter((name) => name !== ''));
}

const FLOAT =
  /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|inf|infinity|nan|0x[0-9a-f]*(?:\.[0-9a-f]*)?p[+-]?\d+)$/i;

/** A number that no double holds is refused, unlike `inf`. */
const isOutOfRange = (text: string): boolean => /\d/.test(text) && !Number.isFinite(Number(text));

function targetRefusals(target: string, metricType: string, at: Path): SchemaProblem[] {
  // Go also takes underscores only with a base prefix, which no target has.
  const isPositive =
    FLOAT.test(target) &&
    !isOutOfRange(target) &&
    !(Number(target) <= 0) &&
    !/^-(?!nan)|^[+-]?0x/i.test(target);
  if (!isPositive)
    return [
      refusal([...at, 'target'], {
        rule: 'keda-formula-target',
        message: `the target ${quoteText(target)} must be a number above 0`,
      }),
    ];
  if (metricType !== 'Utilization') return [];
  return [
    refusal([...at, 'metricType'], {
      rule: 'keda-formula-target',
      message: 'a formula is compared as AverageValue or Value, not as Utilization',
    }),
  ];
}

/** Which commands an option is of: for the help, and for refusing it elsewhere. */
import { type Flag } from './flags';
import { FORMATS_OF, RENDERING, type CommandName } from './invocation';

const MOTION: readonly CommandName[] = ['timeline', 'strategies'];
const STRATEGIES: readonly CommandName[] = ['strategies'];
const SIMULATE: readonly CommandName[] = ['simulate'];
const CHECK: readonly CommandName[] = ['check'];
/** A solve, or what it takes. */
const MANIFESTS: readonly CommandName[] = [
  ...(['check', 'simulate', 'timeline', 'strategies', 'gangs', 'overview', 'diff'] as const),
];
const RECKONING: readonly CommandName[] = [...MANIFESTS, 'convert'];
const ALL = Object.keys(FORMATS_OF) as readonly CommandName[];

export const FLAG_OWNERS: Readonly<Record<Flag, readonly CommandName[]>> = {
  format: ALL,
  help: ALL,
  version: ALL,
  region: [...RECKONING, 'prices'],
  zones: RECKONING,
  'preference-policy': RECKONING,
  'min-values-policy': RECKONING,
  'karpenter-version': MANIFESTS,
  prices: RECKONING,
  'prices-folder': [...RECKONING, 'prices'],
  profile: ['prices'],
  replicas: ['simulate', 'overview', 'diff'],
  cost: ['simulate', 'overview', 'diff'],
  'fail-on': ['check', 'simulate', 'gangs', 'diff', 'convert'],
  budget: ['diff'],
  stats: SIMULATE,
  explain: SIMULATE,
  'after-scale-down': SIMULATE,
  'static-nodes': SIMULATE,
  'cluster-context': SIMULATE,
  kubeconfig: SIMULATE,
  'cluster-exec': SIMULATE,
  fix: CHECK,
  baseline: CHECK,
  'write-baseline': CHECK,
  write: ['convert'],
  jobs: ['overview'],
  render: RENDERING,
  values: RENDERING,
  load: MOTION,
  'load-file': MOTION,
  for: MOTION,
  step: MOTION,
  start: MOTION,
  workload: MOTION,
  capacity: MOTION,
  overload: MOTION,
  presets: MOTION,
  set: MOTION,
  seed: MOTION,
  'cronhpa-time-zone': MOTION,
  objective: STRATEGIES,
  business: STRATEGIES,
  'peak-share': STRATEGIES,
  'node-groups': STRATEGIES,
  print: STRATEGIES,
};

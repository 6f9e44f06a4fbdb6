/** Pages about documents that are not judged at all: nobody would tell what is wrong with them. */
import { deployment, pool } from './examples';
import type { Pages } from './page';

const SCHEMAS = 'the schemas that Dryfit holds: schemas/SOURCES.md';

export type KindProblem = 'unknown' | 'wrong-api-version' | 'superseded';

export const KIND: Pages<`kind/${KindProblem}`> = {
  'kind/unknown': {
    summary: 'A kind looks like a misspelling of one that Dryfit knows.',
    why: 'The API server has no such kind and refuses the object; Dryfit checks nothing in it. Kinds that resemble none it knows are left in peace.',
    wrong: deployment('replicas: 3').replace('kind: Deployment', 'kind: Depolyment'),
    right: deployment('replicas: 3'),
    source: SCHEMAS,
  },
  'kind/wrong-api-version': {
    summary: 'A kind stands under a group or version that does not serve it.',
    why: 'Old versions are gone from newer clusters: nothing in the object is checked, and applying it fails there.',
    wrong: pool('weight: 10').replace('karpenter.sh/v1', 'karpenter.sh/v1beta1'),
    right: pool('weight: 10'),
    source: SCHEMAS,
  },
  'kind/superseded': {
    summary: 'A kind belongs to an earlier release, and another has taken its place.',
    why: 'Current controllers do not read such objects, though a cluster may still store them. The message names what is used today.',
    wrong: 'apiVersion: karpenter.sh/v1alpha5\nkind: Provisioner\nmetadata:\n  name: default',
    right: pool('weight: 10'),
    source: 'https://karpenter.sh/docs/upgrading/v1-migration/',
  },
};

export const FILE: Pages<'dryfit/file-too-large' | 'dryfit/not-rendered'> = {
  'dryfit/file-too-large': {
    summary: 'An open file is too large to be checked while it is edited.',
    why: 'Nothing is said about its contents, good or bad. Split it, or check it by the command line, which has no such limit.',
    source: 'server/src/analysis/limits.ts',
  },
  'dryfit/not-rendered': {
    summary: 'Helm or kustomize cannot render a chart or a folder.',
    why:
      'Rendering was asked for, and the program refuses: nothing of the chart or the folder would reach a cluster. The ' +
      'message is the program’s own. Dryfit lets it fetch nothing: charts that a chart depends on must lie in its ' +
      '`charts/` (`helm dependency build`), bases must be on this machine.',
    source: 'server/src/analysis/clusters/rendering.ts',
  },
};

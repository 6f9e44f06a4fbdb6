/** An AMI version that no release has. */
import { nearestWord } from '../../util/nearest';
import { replaceValue } from '../edits';
import { NODE_CLASS } from '../kinds';
import { aliasOf } from '../nodeClassView';
import { editRule } from '../rule';

interface Form {
  readonly pattern: RegExp;
  readonly example: string;
}

/** AL2 and AL2023 are released by day; Bottlerocket's images may carry the commit, and its `v` is optional. */
const BY_DAY: Form = { pattern: /^v\d{8}$/, example: 'v20260801' };
const FORMS: Readonly<Record<string, Form>> = {
  AL2: BY_DAY,
  AL2023: BY_DAY,
  Bottlerocket: { pattern: /^v?\d+\.\d+\.\d+(?:-[0-9a-f]+)?$/, example: 'v1.50.0' },
};

export const amiVersionSpelled = editRule({
  id: 'nodeclass/ami-version-spelled',
  kinds: [NODE_CLASS],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'The version of an AMI alias has the form of a release, or is `latest`.',
    why:
      'The API server takes any text behind the `@`. Karpenter looks the version up in the parameters that AWS publishes: ' +
      'where there is none the node class is not ready, and its pools launch nothing. AL2 and AL2023 are released as ' +
      '`v20260801`, Bottlerocket as `v1.50.0`.',
    source: 'https://karpenter.sh/docs/concepts/nodeclasses/#alias',
  },
  check({ manifest, report }) {
    const alias = aliasOf(manifest);
    if (alias === undefined || alias.version === 'latest') return;
    const form = alias.family === undefined ? undefined : FORMS[alias.family];
    if (!form || alias.alias.split('@').length !== 2 || form.pattern.test(alias.version)) return;
    const spelled = `v${alias.version}`;
    const isBare = form.pattern.test(spelled);
    const meant = isBare ? spelled : nearestWord(alias.version, ['latest']);
    const right = alias.alias.replace(`@${alias.version}`, `@${spelled}`);
    report({
      path: alias.path,
      message: `no release of ${alias.family ?? ''} is called "${alias.version}": they are called like ${form.example}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
      fixes: () =>
        isBare
          ? [{ title: `Change to ${right}`, safe: false, edits: replaceValue(manifest, alias.path, right) }]
          : [],
    });
  },
});

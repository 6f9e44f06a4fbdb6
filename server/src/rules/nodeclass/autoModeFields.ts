/** Fields of an EKS Auto Mode NodeClass that its documentation does not have. */
import { isFields } from '../../manifest/fields';
import type { Path } from '../../manifest/path';
import { schemaOf } from '../../schema/kinds';
import { fieldSchema, isOpen, type SchemaNode } from '../../schema/structural';
import { nearestWord } from '../../util/nearest';
import { renameKey } from '../edits';
import { AUTO_MODE_NODE_CLASS } from '../kinds';
import { at, isSet, text } from '../read';
import { editRule, type RuleContext } from '../rule';

export const autoModeFields = editRule({
  id: 'nodeclass/auto-mode-fields',
  kinds: [AUTO_MODE_NODE_CLASS],
  severity: 'warning',
  fixable: true,
  docs: {
    summary: 'A NodeClass of EKS Auto Mode has the fields that AWS documents.',
    why:
      'The schema of this kind is not published; Dryfit knows what the documentation tells. A field that it does not have ' +
      'is flagged where it looks like a misspelling, or where it is one of Karpenter’s EC2NodeClass: Auto Mode chooses ' +
      'image, kubelet settings and metadata options itself. Others are left alone. The documentation asks for `role`, or ' +
      '`instanceProfile` in its place, and keeps the name `default` for the class that EKS makes.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html',
  },
  check(context) {
    const { manifest, report } = context;
    reportFields(context, ['spec']);
    const spec = at(manifest.value, 'spec');
    if (isFields(spec) && !isSet(spec['role']) && !isSet(spec['instanceProfile']))
      report({ path: ['spec'], mark: 'key', message: 'role is missing: nodes need an IAM role' });
    if (text(at(manifest.value, 'metadata', 'name')) === 'default')
      report({
        path: ['metadata', 'name'],
        message: 'the NodeClass default is made by EKS: use another name',
      });
  },
});

const AUTO_MODE = 'eks.amazonaws.com_nodeclass_v1';
const KARPENTER = 'karpenter.k8s.aws_ec2nodeclass_v1';

function reportFields({ manifest, report }: RuleContext, top: Path): void {
  const walk = (value: unknown, schema: SchemaNode | undefined, path: Path): void => {
    if (Array.isArray(value))
      return value.forEach((item, index) => walk(item, schema?.items, [...path, index]));
    if (!schema || !isFields(value)) return;
    for (const [name, child] of Object.entries(value)) {
      const known = fieldSchema(schema, name);
      if (known) walk(child, known, [...path, name]);
      else if (isOpen(schema)) unknown(name, schema, path);
    }
  };
  const unknown = (name: string, schema: SchemaNode, parent: Path): void => {
    const path = [...parent, name];
    const free = Object.keys(schema.properties ?? {}).filter((field) => !manifest.has([...parent, field]));
    const isKarpenters = schemaAt(KARPENTER, path) !== undefined;
    const near = isKarpenters ? undefined : nearestWord(name, free);
    if (!isKarpenters && near === undefined) return;
    report({
      path,
      mark: 'key',
      message: isKarpenters
        ? `${name} is a field of Karpenter's EC2NodeClass: EKS Auto Mode documents none`
        : `EKS Auto Mode documents no field ${name}; did you mean ${near}?`,
      fixes: () =>
        near === undefined
          ? []
          : [{ title: `Rename to ${near}`, safe: false, edits: renameKey(manifest, path, near) }],
    });
  };
  walk(at(manifest.value, ...top), schemaAt(AUTO_MODE, top), top);
}

function schemaAt(id: string, path: Path): SchemaNode | undefined {
  let schema: SchemaNode | undefined = schemaOf(id);
  for (const step of path) {
    if (!schema) return undefined;
    schema = typeof step === 'number' ? schema.items : fieldSchema(schema, step);
  }
  return schema;
}

/** NodeOverlay (karpenter.sh/v1alpha1). */
import type { FieldDocs } from './fieldDoc';

export const NODE_OVERLAY: FieldDocs = {
  spec: 'Changes what Karpenter believes about matching instance types while it plans. Needs the feature gate NodeOverlay.',
  'spec.capacity': {
    text: 'Extended resources that matching types offer besides their own, such as a device that EC2 does not report.',
    constraint: 'not `cpu`, `memory`, `ephemeral-storage`, `pods`',
  },
  'spec.capacity.*': 'A quantity of the extended resource.',
  'spec.price': {
    text: 'Price per hour to plan with instead of the real one. What AWS charges is not changed.',
    constraint: 'a decimal number as a string; not together with `priceAdjustment`',
  },
  'spec.priceAdjustment': {
    text: 'Change of the price to plan with: an amount in dollars per hour (`"-0.5"`) or a share (`"+10%"`, `"-15%"`).',
    constraint: 'signed; not below `-100%`; not together with `price`',
  },
  'spec.requirements': 'Which instance types and pools the overlay applies to. All must hold.',
  'spec.requirements[]': 'One condition on a label of the instance type or of the pool.',
  'spec.requirements[].key': {
    text: "A well-known label, `karpenter.sh/nodepool`, or a label of a NodePool's template.",
    constraint: 'a qualified name',
  },
  'spec.requirements[].operator':
    '`In` and `NotIn` compare with a list, `Exists` and `DoesNotExist` ask for presence, `Gt`, `Lt`, `Gte` and `Lte` compare one whole number.',
  'spec.requirements[].values': {
    text: 'Values to compare with, as strings.',
    constraint: '`In` and `NotIn`: at least one; number comparisons: exactly one; presence: none',
  },
  'spec.requirements[].values[]': 'One value of the label, as a string.',
  'spec.weight': {
    text: 'Which overlay wins when several set the same thing: the higher number. No weight counts as 0; overlays of equal weight are merged in the order of their names.',
  },
  status: 'Whether the overlay is valid; written by Karpenter.',
};

/** What every object has. */
import type { FieldDocs } from './fieldDoc';

export const OBJECT: FieldDocs = {
  apiVersion:
    'API group and version that the object is written in. With `kind` it says which fields there are.',
  kind: 'What the object is.',
  metadata: 'Name, namespace, labels and annotations.',
  status: 'Written by the cluster. A manifest leaves it out; on creation it is dropped.',
};

export const OBJECT_META: FieldDocs = {
  '': 'Name, namespace, labels and annotations.',
  name: {
    text: 'Name of the object, unique for its kind in its namespace. Cannot be changed.',
    constraint: 'lower-case letters, digits, `-` and `.`; at most 253 characters',
  },
  generateName: 'Beginning of a name that the API server completes; used when `name` is not given.',
  namespace: {
    text: 'Where the object lives. Kinds of the whole cluster, such as NodePool, have none.',
    default: '`default`, or what the client chooses',
  },
  labels: 'Keys and values by which selectors find the object.',
  'labels.*': {
    text: 'Value of the label.',
    constraint: 'letters, digits, `-`, `_`, `.`; at most 63 characters; a string',
  },
  annotations: 'Keys and values for tools and controllers; nothing selects by them.',
  'annotations.*': { text: 'Value of the annotation.', constraint: 'a string: quote numbers and booleans' },
  finalizers: 'Names of controllers that must clean up before the object goes away.',
  'finalizers[]': 'One such name.',
  ownerReferences: 'Objects whose deletion deletes this one.',
  'ownerReferences[]': 'One owner.',
  'ownerReferences[].apiVersion': 'API version of the owner.',
  'ownerReferences[].blockOwnerDeletion':
    'Keep the owner until this object is gone, when it is deleted in the foreground.',
  'ownerReferences[].controller': 'Whether the owner manages this object; at most one owner does.',
  'ownerReferences[].kind': 'Kind of the owner.',
  'ownerReferences[].name': 'Name of the owner.',
  'ownerReferences[].uid': 'UID of the owner: an object of the same name made later is another one.',
  creationTimestamp: 'Set by the API server.',
  deletionGracePeriodSeconds: 'Set by the API server when the object is being deleted.',
  deletionTimestamp: 'Set by the API server when the object is being deleted.',
  generation: 'Counts changes of the spec; set by the API server.',
  managedFields: 'Who set which field; written by the API server.',
  resourceVersion: 'Changes with every write; set by the API server.',
  selfLink: 'No longer used.',
  uid: 'Identity of the object over all time; set by the API server.',
};

export const SELECTOR: FieldDocs = {
  matchLabels: 'Labels that must be there with exactly these values.',
  'matchLabels.*': 'The value that the label must have.',
  matchExpressions: 'Conditions on labels; all must hold, together with `matchLabels`.',
  'matchExpressions[]': 'One condition on a label.',
  'matchExpressions[].key': 'The label.',
  'matchExpressions[].operator':
    '`In` and `NotIn` compare with a list (`NotIn` also holds when the label is missing), `Exists` and `DoesNotExist` ask for presence.',
  'matchExpressions[].values': {
    text: 'Values to compare with.',
    constraint: '`In`, `NotIn`: at least one; `Exists`, `DoesNotExist`: none',
  },
  'matchExpressions[].values[]': 'One value, as a string.',
  matchFields: 'Conditions on fields of the node; only `metadata.name` is known.',
  'matchFields[]': 'One condition on a field.',
  'matchFields[].key': 'The field: `metadata.name`.',
  'matchFields[].operator': '`In` or `NotIn`.',
  'matchFields[].values': 'Exactly one name.',
};

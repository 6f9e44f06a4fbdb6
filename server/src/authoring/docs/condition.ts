/** Conditions in the status of any kind. */
import type { FieldDocs } from './fieldDoc';

export const CONDITION: FieldDocs = {
  conditions: 'State of the object in single statements. Written by controllers, read by people and tools.',
  'conditions[]': 'One statement about the state of the object.',
  'conditions[].lastTransitionTime': 'When the status last changed.',
  'conditions[].message': 'The reason in a sentence.',
  'conditions[].observedGeneration':
    'Version of the spec that the statement is about; older than `metadata.generation`: out of date.',
  'conditions[].reason': 'The reason in one word, for programs.',
  'conditions[].status': '`True`, `False` or `Unknown`.',
  'conditions[].type': 'What the statement is about, for example `Ready`.',
};

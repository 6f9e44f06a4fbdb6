import { stringify } from 'yaml';

/** Keys stay in their order, texts that YAML 1.1 would read as something else are quoted. */
export const yamlText = (object: unknown): string =>
  stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });

/** Kubernetes' CEL function library, as functions of the evaluator. */
import type { CelFunc } from '@bufbuild/cel';
import { conversionFunctions } from './conversions';
import { listFunctions } from './lists';
import { optionalFunctions } from './optional';
import { regexFunctions } from './regex';
import { stringFunctions } from './strings';

export const libraryFunctions: readonly CelFunc[] = [
  ...conversionFunctions,
  ...stringFunctions,
  ...regexFunctions,
  ...listFunctions,
  ...optionalFunctions,
];

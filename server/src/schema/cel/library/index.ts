/** Kubernetes' CEL function library, as functions of the evaluator. */
import type { CelFunc } from '@bufbuild/cel';
import { comparisonFunctions } from './comparison';
import { conversionFunctions } from './conversions';
import { formatFunctions } from './format';
import { listFunctions } from './lists';
import { networkFunctions } from './network';
import { optionalFunctions } from './optional';
import { quantityFunctions } from './quantity';
import { regexFunctions } from './regex';
import { semverFunctions } from './semver';
import { stringFunctions } from './strings';
import { urlFunctions } from './url';

export const libraryFunctions: readonly CelFunc[] = [
  ...conversionFunctions,
  ...stringFunctions,
  ...regexFunctions,
  ...listFunctions,
  ...optionalFunctions,
  ...comparisonFunctions,
  ...quantityFunctions,
  ...semverFunctions,
  ...networkFunctions,
  ...urlFunctions,
  ...formatFunctions,
];

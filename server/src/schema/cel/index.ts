/** CEL rules of custom resources (x-kubernetes-validations).
 *
 *  `evaluateRules(schema, value, oldValue?)` walks `value` beside the structural schema of its CRD version and returns
 *  the rules that do not hold. `value` is the object after defaulting and after nulls of non-nullable fields were
 *  dropped; call it only when no Required, NotSupported, TooLong, TooMany or type error was found (metadata included).
 *  `celMessage(violation)` is the sentence to show. `Correlation` and the ratchet functions are the pairing of new and
 *  stored object that schema validation needs too. */
export { celMessage, meaningOf, type Blamed } from './message';
export { detailOf, type Detail } from './details';
export {
  Correlation,
  deepEqual,
  isRatcheted,
  NO_RATCHET,
  ratchetIndex,
  ratchetKey,
  type Ratchet,
} from './correlation';
export { offenceOf, type Offence } from './narrow';
export { evaluateRules, type CelViolation } from './evaluate';
export { hasRules, type CelRule, type Structural } from './structural';

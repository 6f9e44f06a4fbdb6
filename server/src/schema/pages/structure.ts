/** Pages about values that do not fit the schema of a kind, or the Go type of a built-in one. */
import {
  CONTAINER,
  CRON_TRIGGER,
  deployment,
  nodeClass,
  pod,
  pool,
  poolTemplate,
  scaledJob,
} from './examples';
import type { Pages } from './page';

const SCHEMA = 'kubernetes/apiextensions-apiserver pkg/apiserver/validation/validation.go@v0.35.0';
const DECODER = 'kubernetes/apimachinery pkg/runtime/serializer/json/json.go@v0.35.0';

export type DecodeProblem = 'type' | 'format' | 'minimum' | 'maximum';

export const DECODE: Pages<`decode/${DecodeProblem}`> = {
  'decode/type': {
    summary: 'A value of a built-in kind has a type that its field cannot hold.',
    why:
      'Text where a number belongs, a list where a map belongs, or a number where a text belongs: YAML reads `8080` as a ' +
      'number and `yes` as a boolean unless they are quoted. The API server stops at the first such place; Dryfit shows ' +
      'all of them, since each has to be put right.',
    wrong: deployment('replicas: "3"'),
    right: deployment('replicas: 3'),
    source: DECODER,
  },
  'decode/format': {
    summary: 'A text of a built-in kind is no quantity, time or base64 text.',
    why:
      'The field is read while the object is decoded, before any other check. A quantity is a number with at most one ' +
      'suffix and no space: `500m`, `2`, `4Gi`.',
    wrong: pod(`${CONTAINER}\n    resources:\n      requests:\n        memory: 4 Gi`),
    right: pod(`${CONTAINER}\n    resources:\n      requests:\n        memory: 4Gi`),
    source: 'kubernetes/apimachinery pkg/api/resource/quantity.go@v0.35.0',
  },
  'decode/minimum': {
    summary: 'A number is too small for the type of its field.',
    why: 'Most counts of the built-in kinds are integers of 32 bits, from -2147483648 on.',
    wrong: deployment('replicas: -2147483649'),
    right: deployment('replicas: 3'),
    source: DECODER,
  },
  'decode/maximum': {
    summary: 'A number is too large for the type of its field.',
    why: 'Most counts of the built-in kinds are integers of 32 bits, up to 2147483647.',
    wrong: deployment('replicas: 2147483648'),
    right: deployment('replicas: 3'),
    source: DECODER,
  },
};

export type SchemaProblemId =
  | 'type'
  | 'required'
  | 'enum'
  | 'pattern'
  | 'format'
  | 'minimum'
  | 'maximum'
  | 'min-length'
  | 'max-length'
  | 'min-items'
  | 'max-items'
  | 'min-properties'
  | 'max-properties'
  | 'unique-items'
  | 'invalid'
  | 'scale';

const SIZES =
  'Sizes are checked after defaults are filled in; a null counts as absent where the schema does not allow it.';

export const SCHEMA_PAGES: Pages<`schema/${SchemaProblemId}`> = {
  'schema/type': {
    summary: 'A value has another type than its schema says.',
    why:
      'Mostly quotes: `10` is a number and `"10"` a text, and Karpenter wants label values and most quantities as text. A ' +
      'field that is left empty is null, which few schemas allow.',
    wrong: pool('weight: "10"'),
    right: pool('weight: 10'),
    source: SCHEMA,
  },
  'schema/required': {
    summary: 'A field that the schema asks for is missing.',
    why: 'The finding stands at the key of the map that lacks it. A required field that is null is missing, too.',
    wrong: pool('disruption:\n  consolidationPolicy: WhenEmpty'),
    right: pool('disruption:\n  consolidationPolicy: WhenEmpty\n  consolidateAfter: 1m'),
    source: SCHEMA,
  },
  'schema/enum': {
    summary: 'A value is none of those that the schema lists.',
    why: 'Upper and lower case count. The message lists what is allowed; where one of them is near, or took the place of the value, it is named and a quick fix writes it.',
    wrong: pool('disruption:\n  consolidationPolicy: WhenUnderutilized\n  consolidateAfter: 1m'),
    right: pool('disruption:\n  consolidationPolicy: WhenEmptyOrUnderutilized\n  consolidateAfter: 1m'),
    source: SCHEMA,
  },
  'schema/pattern': {
    summary: 'A text does not have the form that the schema asks for.',
    why:
      'Durations of Karpenter are whole numbers with units, `1h30m`, without fractions or days; budgets are whole numbers ' +
      'or percents. Patterns are read by Go’s rules, as the API server does.',
    wrong: pool('disruption:\n  consolidateAfter: 1 minute'),
    right: pool('disruption:\n  consolidateAfter: 1m'),
    source: SCHEMA,
  },
  'schema/format': {
    summary: 'A text is no time of the form that the field takes.',
    why: 'Times are written as in RFC 3339, with a time zone: `2026-01-31T12:00:00Z`.',
    wrong: poolTemplate(
      'taints:\n  - key: example.com/gpu\n    effect: NoSchedule\n    timeAdded: yesterday\nrequirements: []',
    ),
    right: poolTemplate(
      'taints:\n  - key: example.com/gpu\n    effect: NoSchedule\n    timeAdded: 2026-01-31T12:00:00Z\nrequirements: []',
    ),
    source: SCHEMA,
  },
  'schema/minimum': {
    summary: 'A number is below the smallest that the schema allows.',
    why: SIZES,
    wrong: pool('weight: 0'),
    right: pool('weight: 1'),
    source: SCHEMA,
  },
  'schema/maximum': {
    summary: 'A number is above the largest that the schema allows.',
    why: SIZES,
    wrong: pool('weight: 101'),
    right: pool('weight: 100'),
    source: SCHEMA,
  },
  'schema/min-length': {
    summary: 'A text is shorter than the schema allows, mostly empty.',
    why: SIZES,
    wrong: nodeClass('amiSelectorTerms:\n  - alias: al2023@latest\nplacementGroupSelector:\n  name: ""'),
    right: nodeClass('amiSelectorTerms:\n  - alias: al2023@latest\nplacementGroupSelector:\n  name: batch'),
    source: SCHEMA,
  },
  'schema/max-length': {
    summary: 'A text is longer than the schema allows.',
    why: 'Characters are counted, not bytes.',
    wrong: nodeClass('amiSelectorTerms:\n  - alias: al2023@v20260101-and-what-not-else'),
    right: nodeClass('amiSelectorTerms:\n  - alias: al2023@v20260101'),
    source: SCHEMA,
  },
  'schema/min-items': {
    summary: 'A list has fewer items than the schema allows.',
    why: SIZES,
    wrong: nodeClass('amiSelectorTerms: []'),
    right: nodeClass('amiSelectorTerms:\n  - alias: al2023@latest'),
    source: SCHEMA,
  },
  'schema/max-items': {
    summary: 'A list has more items than the schema allows.',
    why: 'The API server keeps the cost of its validation expressions in bounds that way.',
    wrong: pool(
      `disruption:\n  consolidateAfter: 1m\n  budgets:\n${'    - nodes: 10%\n'.repeat(51).trimEnd()}`,
    ),
    right: pool('disruption:\n  consolidateAfter: 1m\n  budgets:\n    - nodes: 10%'),
    source: SCHEMA,
  },
  'schema/min-properties': {
    summary: 'A map has fewer entries than the schema allows.',
    why: SIZES,
    source: SCHEMA,
  },
  'schema/unique-items': {
    summary: 'A list holds the same item twice.',
    why: 'The message names the two places. Remove one of them.',
    source: SCHEMA,
  },
  'schema/invalid': {
    summary: 'A value does not fit its schema in a way that has no name of its own.',
    why: 'Compare the field with its documentation, which a hover shows.',
    source: SCHEMA,
  },
  'schema/max-properties': {
    summary: 'A map has more entries than the schema allows.',
    why: 'The API server keeps the cost of its validation expressions in bounds that way.',
    wrong: nodeClass(
      `amiSelectorTerms:\n  - tags:\n${Array.from({ length: 21 }, (_, index) => `      tag-${index + 1}: x`).join('\n')}\namiFamily: AL2023`,
    ),
    right: nodeClass('amiSelectorTerms:\n  - tags:\n      team: web\namiFamily: AL2023'),
    source: SCHEMA,
  },
  'schema/scale': {
    summary: 'The replicas of a scalable custom resource are no count.',
    why:
      'Kinds with a scale subresource, such as a static NodePool, have their replicas read by it as well, whatever the ' +
      'schema says: a whole number from 0 to 2147483647.',
    wrong: pool('limits:\n  nodes: "3"\nreplicas: -1'),
    right: pool('limits:\n  nodes: "3"\nreplicas: 3'),
    source: 'kubernetes/apiextensions-apiserver pkg/registry/customresource/validator.go@v0.35.0',
  },
};

export const LIST: Pages<'list/duplicate' | 'list/not-a-map'> = {
  'list/duplicate': {
    summary: 'An item stands twice in a list that is a set, or a key in a list that is a map.',
    why: 'Such lists are merged by their keys; two items of one key could not be told apart. The later one is marked.',
    wrong: pool(
      'disruption:\n  consolidateAfter: 1m\n  budgets:\n    - nodes: "0"\n      reasons: [Empty, Empty]',
    ),
    right: pool(
      'disruption:\n  consolidateAfter: 1m\n  budgets:\n    - nodes: "0"\n      reasons: [Empty, Drifted]',
    ),
    source: 'kubernetes/apiextensions-apiserver pkg/apiserver/schema/listtype/validation.go@v0.35.0',
  },
  'list/not-a-map': {
    summary: 'An item of a list that is a map is itself no map.',
    why: 'The items of such a list are told apart by one of their fields, which a plain value does not have.',
    wrong: scaledJob('containers: [worker]', 'triggers: []'),
    right: scaledJob(
      'restartPolicy: Never\ncontainers:\n  - name: worker\n    image: registry.example.com/worker:1',
      CRON_TRIGGER,
    ),
    source: 'kubernetes/apiextensions-apiserver pkg/apiserver/schema/listtype/validation.go@v0.35.0',
  },
};

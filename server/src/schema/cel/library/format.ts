/** Named formats: format.dns1123Label().validate(text) is none when the text fits, else a list of what is wrong.
 *  @source kubernetes/apiserver pkg/cel/library/format.go@v0.35.0 */
import { isBase64 } from '../../../util/base64';
import { daysIn } from '../../../util/calendar';
import { CelScalar, celFunc, celMethod, mapType, type CelFunc, type CelMap } from '@bufbuild/cel';
import {
  dnsLabelProblems,
  dnsSubdomainProblems,
  labelValueProblems,
  qualifiedNameProblems,
} from '../../registry/names';
import { noOverload, opaque, payloadOf } from '../opaque';
import { optionalNone, optionalOf } from './optional';
import { parseUrl } from './url';

const { DYN, STRING } = CelScalar;
const OPAQUE = mapType(DYN, DYN);

type Format = (text: string) => string[];

/** A prefix of a generated name may end in a dash. */
const prefix =
  (format: Format): Format =>
  (text) =>
    format(text.replace(/.-$/s, 'a'));
const matching =
  (pattern: RegExp, why: string): Format =>
  (text) =>
    pattern.test(text) ? [] : [why];
const dns1035: Format = (text) =>
  /^[a-z]/.test(text) ? dnsLabelProblems(text) : ['must begin with a lower case letter'];

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['dns1123Label', dnsLabelProblems],
  ['dns1123Subdomain', dnsSubdomainProblems],
  ['dns1035Label', dns1035],
  ['qualifiedName', qualifiedNameProblems],
  ['dns1123LabelPrefix', prefix(dnsLabelProblems)],
  ['dns1123SubdomainPrefix', prefix(dnsSubdomainProblems)],
  ['dns1035LabelPrefix', prefix(dns1035)],
  ['labelValue', labelValueProblems],
  ['uri', (text) => (parseUrl(text) ? [] : ['no URL'])],
  ['uuid', matching(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i, 'no UUID')],
  ['byte', (text) => (isBase64(text) ? [] : ['no base64'])],
  ['date', (text) => (isDate(text) ? [] : ['no date'])],
  ['datetime', (text) => (isDateTime(text) ? [] : ['no date with time'])],
]);

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return day >= 1 && day <= daysIn(year, month);
}

function isDateTime(text: string): boolean {
  const match =
    /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    );
  return match !== null && isDate(match[1] ?? '');
}

const wrapped: ReadonlyMap<string, CelMap> = new Map(
  [...FORMATS].map(([name, format]) => [name, opaque('format', name, format)]),
);

export const formatFunctions: readonly CelFunc[] = [
  celMethod('validate', OPAQUE, [STRING], OPAQUE, function (text) {
    const format = payloadOf('format', this);
    if (format === undefined) throw noOverload('validate');
    const problems = (format as Format)(text);
    return problems.length === 0 ? optionalNone() : optionalOf(problems);
  }),
  celFunc('format.named', [STRING], OPAQUE, (name) => {
    const format = wrapped.get(name);
    return format ? optionalOf(format) : optionalNone();
  }),
  ...[...wrapped].map(([name, format]) => celFunc(`format.${name}`, [], OPAQUE, () => format)),
];

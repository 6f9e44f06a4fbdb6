/** What the patterns of schemas ask for, in words. A pattern that is not here is shown as it is. */

const DNS_LABEL = 'lower case letters, digits and "-", beginning and ending with a letter or digit';
const DNS_NAME = 'a DNS name: lower case letters, digits, "-" and "."';
const QUALIFIED_NAME =
  'a label key: letters, digits, "-", "_" and ".", with an optional DNS prefix and "/" before it';
const QUANTITY = 'a quantity such as 500m, 2 or 4Gi';
const REASON = 'a word of letters, digits and "_", beginning with a letter';
const VOLUME_SIZE = 'a volume size in whole Gi, G, Ti or T, up to 59000Gi, 64000G, 58Ti or 64T';
const EVICTION = 'a percentage such as 5% or a quantity such as 100Mi';

const WORDS: ReadonlyMap<string, string> = new Map([
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', DNS_LABEL],
  [
    '^(?i)[a-z]([-a-z0-9]*[a-z0-9])?$',
    'letters, digits and "-", beginning with a letter and ending with a letter or digit',
  ],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$', DNS_NAME],
  [
    '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$',
    QUALIFIED_NAME,
  ],
  [
    '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(\\/))?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$',
    QUALIFIED_NAME,
  ],
  [
    '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
    'a label value: letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
  ],
  [
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
    QUANTITY,
  ],
  [
    '^((\\d{1,2}(\\.\\d{1,2})?|100(\\.0{1,2})?)%||(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?)$',
    EVICTION,
  ],
  ['^(([0-9]+(s|m|h))+|Never)$', 'a duration such as 30s, 5m or 1h30m, or Never'],
  ['^([0-9]+(s|m|h))+$', 'a duration such as 30s, 5m or 1h30m'],
  ['^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$', 'hours and minutes such as 8h, 30m or 1h30m'],
  ['^((100|[0-9]{1,2})%|[0-9]+)$', 'a number of nodes, or a percentage from 0% to 100%'],
  [
    '^(@(annually|yearly|monthly|weekly|daily|midnight|hourly))|((.+)\\s(.+)\\s(.+)\\s(.+)\\s(.+))$',
    'a cron schedule of five fields such as "0 9 * * mon-fri", or a word such as @daily',
  ],
  ['^\\d+(\\.\\d+)?$', 'a price in dollars per hour such as 0.25'],
  [
    '^(([+-]{1}(\\d*\\.?\\d+))|(\\+{1}\\d*\\.?\\d+%)|(^(-\\d{1,2}(\\.\\d+)?%)$)|(-100%))$',
    'a change with its sign such as +0.1, -0.05, +10% or -25%',
  ],
  ['^[^/]*$', 'without "/": the group alone, its version does not belong here'],
  ['^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$', REASON],
  ['^([A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?|)$', REASON],
  ['^[0-9]{12}$', 'an AWS account id of 12 digits'],
  ['^cr-[0-9a-z]+$', 'the id of a capacity reservation such as cr-0123456789abcdef0'],
  ['^pg-[0-9a-z]+$', 'the id of a placement group such as pg-0123456789abcdef0'],
  ['ami-[0-9a-z]+', 'the id of an image such as ami-0123456789abcdef0'],
  ['sg-[0-9a-z]+', 'the id of a security group such as sg-0123456789abcdef0'],
  ['subnet-[0-9a-z]+', 'the id of a subnet such as subnet-0123456789abcdef0'],
  [
    '^((?:[1-9][0-9]{0,3}|[1-4][0-9]{4}|[5][0-8][0-9]{3}|59000)Gi|(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|[6][0-3][0-9]{3}|64000)G|([1-9]||[1-5][0-7]|58)Ti|([1-9]||[1-5][0-9]|6[0-3]|64)T)$',
    VOLUME_SIZE,
  ],
  [
    '^(?:(?:[1-9][0-9]{0,3}|[1-4][0-9]{4}|5[0-8][0-9]{3}|59000)Gi|(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-3][0-9]{3}|64000)G|(?:[1-9]|[1-4][0-9]|5[0-8])Ti|(?:[1-9]|[1-5][0-9]|6[0-4])T)$',
    VOLUME_SIZE,
  ],
]);

/** What a text must be to match, or undefined when there are no words for the pattern. */
export function patternInWords(pattern: string): string | undefined {
  return WORDS.get(pattern) ?? WORDS.get(pattern.replaceAll('a-zA-Z', 'a-z').replace(/^\^/, '^(?i)'));
}

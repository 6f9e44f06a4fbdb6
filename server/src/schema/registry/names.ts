/** The grammars of Kubernetes names, as lists of what is wrong (empty when nothing is).
 *  @source kubernetes/apimachinery pkg/util/validation/validation.go@v0.35.3 */

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SUBDOMAIN_UNDERSCORE = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_PART = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_MAX = 63;
const SUBDOMAIN_MAX = 253;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function grammar(text: string, pattern: RegExp, max: number, why: string): string[] {
  const wrong = bytesOf(text) > max ? [`at most ${max} characters are allowed`] : [];
  return pattern.test(text) ? wrong : [...wrong, why];
}

/** A DNS label: container, volume and port-less names. */
export function dnsLabelProblems(text: string): string[] {
  return grammar(
    text,
    LABEL,
    LABEL_MAX,
    'use lower case letters, digits and -, with a letter or digit at both ends and no dots',
  );
}

/** A DNS subdomain: most object names. */
export function dnsSubdomainProblems(text: string): string[] {
  return grammar(
    text,
    SUBDOMAIN,
    SUBDOMAIN_MAX,
    'use lower case letters, digits, - and dots, with a letter or digit at both ends of each part',
  );
}

export function searchDomainProblems(text: string): string[] {
  return grammar(text, SUBDOMAIN_UNDERSCORE, SUBDOMAIN_MAX, 'use lower case letters, digits, -, _ and dots');
}

/** A qualified name: label and annotation keys, resource names, condition types. */
export function qualifiedNameProblems(text: string): string[] {
  const parts = text.split('/');
  if (parts.length > 2) return ['write a name, or a DNS prefix and a name with one / between them'];
  const [first = '', second] = parts;
  const wrong = second === undefined ? [] : prefixProblems(first);
  const name = second ?? first;
  if (name === '') return [...wrong, 'the name must not be empty'];
  return [
    ...wrong,
    ...grammar(
      name,
      QUALIFIED_PART,
      LABEL_MAX,
      'use letters, digits, -, _ and dots in the name, with a letter or digit at both ends',
    ),
  ];
}

function prefixProblems(prefix: string): string[] {
  return prefix === '' ? ['the part before / must not be empty'] : dnsSubdomainProblems(prefix);
}

export function labelValueProblems(text: string): string[] {
  if (text === '') return [];
  return grammar(
    text,
    QUALIFIED_PART,
    LABEL_MAX,
    'use letters, digits, -, _ and dots, with a letter or digit at both ends, or leave it empty',
  );
}

export function portNameProblems(text: string): string[] {
  const wrong: string[] = [];
  if (bytesOf(text) > 15) wrong.push('at most 15 characters are allowed');
  if (!/^[-a-z0-9]+$/.test(text)) wrong.push('use lower case letters, digits and -');
  if (!/[a-z]/.test(text)) wrong.push('at least one letter is needed');
  if (text.includes('--')) wrong.push('two - must not follow each other');
  if (text.startsWith('-') || text.endsWith('-')) wrong.push('- must not be at either end');
  return wrong;
}

export function portNumberProblems(port: number): string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535'];
}

/** The relaxed grammar of environment variables, in force since 1.32. */
export function envNameProblems(text: string): string[] {
  return /^[ -<>-~]+$/.test(text) ? [] : ['use printable ASCII characters other than ='];
}

export function configKeyProblems(text: string): string[] {
  const wrong = grammar(text, /^[-._a-zA-Z0-9]+$/, SUBDOMAIN_MAX, 'use letters, digits, -, _ and dots');
  return text === '.' || text.startsWith('..') ? [...wrong, 'must not be . and not begin with ..'] : wrong;
}

/** Names that stand in a URL path. */
export function pathSegmentProblems(text: string): string[] {
  if (text === '.' || text === '..') return ['must not be . or ..'];
  return ['/', '%']
    .filter((character) => text.includes(character))
    .map((character) => `must not contain ${character}`);
}

export function userIdProblems(id: number): string[] {
  return id >= 0 && id <= 2147483647 ? [] : ['must be between 0 and 2147483647'];
}

/** An address as Kubernetes has always taken it: leading zeros in IPv4 parts are allowed. */
export function isLegacyIp(text: string): boolean {
  return text.includes(':') ? isIpv6(text) : isIpv4(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  if (tail.includes('.') && !isIpv4(tail)) return false;
  const groups = tail.includes('.') ? `${text.slice(0, -tail.length)}0:0` : text;
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  const counts = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = counts.flat();
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? all.length <= 7 : all.length === 8;
}

/** Names, label keys and label values as Kubernetes requires them.
 *  @source kubernetes/apimachinery pkg/util/validation/validation.go@v0.35.3 */

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** What is wrong with a DNS label (63 characters); undefined when nothing is. */
export function dnsLabelProblem(text: string): string | undefined {
  if (byteLength(text) > 63) return `has ${byteLength(text)} characters; at most 63 are allowed`;
  return LABEL.test(text)
    ? undefined
    : 'may hold lower case letters, digits and "-" only, and must begin and end with a letter or digit';
}

/** What is wrong with a DNS subdomain (253 characters, labels joined by dots). */
export function dnsSubdomainProblem(text: string): string | undefined {
  if (byteLength(text) > 253) return `has ${byteLength(text)} characters; at most 253 are allowed`;
  return text.split('.').every((part) => LABEL.test(part))
    ? undefined
    : 'may hold lower case letters, digits, "-" and "." only, and must begin and end with a letter or digit';
}

/** What is wrong with a label or annotation key: an optional DNS prefix and a slash, then a name. */
export function qualifiedNameProblem(text: string): string | undefined {
  const parts = text.split('/');
  if (parts.length > 2) return 'may hold one "/" only';
  const name = parts[parts.length - 1] ?? '';
  if (parts.length === 2) {
    if (parts[0] === '') return 'has nothing before the "/"';
    const problem = dnsSubdomainProblem(parts[0] ?? '');
    if (problem) return `has a prefix that is no DNS name: it ${problem}`;
  }
  if (name === '') return 'has no name';
  if (byteLength(name) > 63) return `has a name of ${byteLength(name)} characters; at most 63 are allowed`;
  return QUALIFIED.test(name)
    ? undefined
    : 'may hold letters, digits, "-", "_" and "." only, and must begin and end with a letter or digit';
}

/** What is wrong with a label's value. */
export function labelValueProblem(text: string): string | undefined {
  if (byteLength(text) > 63) return `has ${byteLength(text)} characters; at most 63 are allowed`;
  return text === '' || QUALIFIED.test(text)
    ? undefined
    : 'may hold letters, digits, "-", "_" and "." only, and must begin and end with a letter or digit';
}

/** Bytes in UTF-8, which is what upstream counts. */
export function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

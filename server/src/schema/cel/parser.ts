/** The parser of CEL, a large part of the library. */
export { parse } from '@bufbuild/cel';

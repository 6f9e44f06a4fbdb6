/** The formats that schemas name, as the API server reads them. Used by the compiled validators. */
import { parseQuantity } from '../util/quantity';

/** Go's time.RFC3339. */
const DECODED_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** More lenient. @source kubernetes/kube-openapi pkg/validation/strfmt/time.go@4e65d59 */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])t(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:z|[+-]\d\d:\d\d)$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const formats = {
  'decoded-time': (text: string): boolean => DECODED_TIME.test(text),
  'date-time': (text: string): boolean => DATE_TIME.test(text),
  quantity: (text: string): boolean => parseQuantity(text.trim()) !== undefined,
  byte: (text: string): boolean => BASE64.test(text.replace(/[\r\n]/g, '')),
};

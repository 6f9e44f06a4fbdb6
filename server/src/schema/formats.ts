/** The formats that schemas name, as the API server reads them. Used by the compiled validators. */
import { isBase64 } from '../util/base64';
import { daysIn } from '../util/calendar';
import { parseQuantity, wireQuantity } from '../util/quantity';

/** Go's time.RFC3339. A zone is at most a day and an hour's minutes away. */
const DECODED_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-](?:[01]\d|2[0-4]):(?:[0-5]\d|60))$/;
/** More lenient. @source kubernetes/kube-openapi pkg/validation/strfmt/time.go@4e65d59 */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])t(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:z|[+-]\d\d:\d\d)$/i;

/** Whether the date at the start of a time that is spelt well is one of the calendar. */
function isDay(text: string): boolean {
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return day <= daysIn(year, month);
}

export const formats = {
  'decoded-time': (text: string): boolean => DECODED_TIME.test(text) && isDay(text),
  'date-time': (text: string): boolean => DATE_TIME.test(text) && isDay(text),
  quantity: (text: string): boolean => parseQuantity(wireQuantity(text)) !== undefined,
  byte: (text: string): boolean => isBase64(text.replace(/[\r\n]/g, '')),
};

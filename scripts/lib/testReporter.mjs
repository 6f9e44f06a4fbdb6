// What node:test tells of a file's tests, as lines that `testFile.mjs` reads. A test may write to the same stream: each
// line of ours begins with a mark.
import { MARK, textOf } from './testEvents.mjs';

export default async function* report(events) {
  for await (const event of events) {
    const told = toldOf(event);
    // The line before may be a test's own, and have no end.
    if (told) yield `\n${MARK}${oneLine(told)}\n`;
  }
}

/** JSON leaves as they are what some take for ends of lines. */
const oneLine = (told) =>
  JSON.stringify(told).replace(/[\u2028\u2029]/g, (end) => (end === '\u2028' ? '\\u2028' : '\\u2029'));

function toldOf({ type, data }) {
  const { name, details } = data;
  switch (type) {
    case 'test:dequeue':
      return { type: 'begun', name };
    case 'test:pass':
      return { type: 'passed', name, isSuite: details.type === 'suite', ms: details.duration_ms };
    case 'test:fail': {
      // A suite fails when a test in it does: the test says why.
      const isTold = details.error.failureType === 'subtestsFailed';
      return {
        type: 'failed',
        name,
        ...(isTold ? {} : { why: textOf(details.error.cause ?? details.error) }),
      };
    }
    case 'test:diagnostic':
      return data.nesting === 0 ? (countOf(data.message) ?? { type: 'said', text: data.message }) : undefined;
    default:
      return undefined;
  }
}

/** The sums at the end of a file, such as `pass 12`. */
function countOf(message) {
  const [, key, count] = /^(pass|fail|cancelled|skipped|todo) (\d+)$/.exec(message) ?? [];
  return key === undefined ? undefined : { type: 'count', key, count: Number(count) };
}

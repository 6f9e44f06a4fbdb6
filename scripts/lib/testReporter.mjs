// What node:test tells of a file's tests, as lines that `testFile.mjs` reads. A test may write to the same stream: each
// line of ours begins with a mark.

/** Begins a line of ours; no test writes it. */
export const MARK = '\u0001dryfit-test ';

export default async function* report(events) {
  for await (const event of events) {
    const told = toldOf(event);
    // The line before may be a test's own, and have no end.
    if (told) yield `\n${MARK}${JSON.stringify(told)}\n`;
  }
}

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

/** With what it was caused by: a property fails because of an assertion in it. */
function textOf(error) {
  if (typeof error !== 'object' || error === null) return String(error);
  const text = error.stack ?? error.message ?? String(error);
  return error.cause === undefined ? text : `${text}\ncaused by ${textOf(error.cause)}`;
}

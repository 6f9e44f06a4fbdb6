/** JSON that somebody else wrote. */

/** The value of a text; undefined, which no JSON has, where it is none. For callers who answer the same whatever is wrong. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Callers say what the text should be; where it breaks off helps nobody.
    return undefined;
  }
}

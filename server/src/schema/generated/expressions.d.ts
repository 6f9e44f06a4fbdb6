/** Each CEL expression of the schemas to its syntax tree as JSON, big integers as `{"$int":"1"}`. */
export const texts: ReadonlyMap<string, string>;

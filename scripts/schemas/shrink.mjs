// Makes ajv's standalone code small: one function for the error literals, no copies of the schemas themselves.

const ERROR =
  /const (err\d+) = \{instancePath(?::((?:(?!,schemaPath:).)*))?,schemaPath:"(?:[^"\\]|\\.)*",keyword:("[a-zA-Z]+"),params:(\{.*?\})\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g;
const MERGE = /vErrors = vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\1\.errors\);errors = vErrors\.length;/g;
const CALL = /if\(!\((validate\d+)\(([^,]+), \{instancePath(?::((?:(?!,parentData).)*))?,parentData(?::\w+)?,parentDataProperty.*?,rootData\}\)\)\)\{/g;
const SIGNATURE = /\(data, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)\{(?:\/\*# sourceURL="[^"]*" \*\/;)?/g;
const INTEGER = /\(typeof (\w+) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)/g;
const SCHEMA = /const (schema\d+) = /g;

const HELPERS = `function $e(list,instancePath,keyword,params){const e={instancePath,keyword,params};if(list===null)return [e];list.push(e);return list;}
function $i(x){return Number.isInteger(x)&&x<2**63&&x>=-(2**63);}
function $m(list,more){return list===null?more:list.concat(more);}
`;

export function shrink(code) {
  const short = dropSchemas(code)
    .replace(INTEGER, (_, data) => `$i(${data})`)
    .replace(CALL, (_, validate, data, path) => `if(!(${validate}(${data},${path ?? 'instancePath'}))){`)
    .replace(ERROR, (_, _name, path, keyword, params) => `vErrors=$e(vErrors,${path ?? 'instancePath'},${keyword},${params});errors++;`)
    .replace(MERGE, (_, validate) => `vErrors=$m(vErrors,${validate}.errors);errors=vErrors.length;`);
  const left = /.{0,80}(?:rootData|parentData|schemaPath).{0,80}/.exec(short.replace(SIGNATURE, ''));
  if (left) throw new Error(`ajv generates code that this script does not know: ${left[0]}`);
  return short.replace(SIGNATURE, '(data,instancePath=""){').replace('"use strict";', `"use strict";${HELPERS}`);
}

/** Removes the constants with whole schemas that no code reads (only enums are read). */
function dropSchemas(code) {
  const starts = [...code.matchAll(SCHEMA)];
  let result = code;
  for (const match of starts.reverse()) {
    const uses = code.split(new RegExp(`\\b${match[1]}\\b`)).length - 1;
    if (uses > 1) continue;
    const end = endOfLiteral(code, match.index + match[0].length);
    result = result.slice(0, match.index) + result.slice(end);
  }
  return result;
}

/** The offset behind the `;` that ends an object literal of JSON. */
function endOfLiteral(code, start) {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    const character = code[at];
    if (character === '"') at = endOfText(code, at);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === ';' && depth === 0) return at + 1;
  }
  throw new Error('unterminated literal in generated code');
}

function endOfText(code, start) {
  let at = start + 1;
  while (code[at] !== '"') at += code[at] === '\\' ? 2 : 1;
  return at;
}

// Reads from KEDA's sources what its published scaler schema leaves out: of which kind a parameter's value is, which
// names stand for one parameter, and which are optional because the group that they belong to is.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const STRUCT = /^type (\w+) struct \{\n([\s\S]*?)^\}/gm;
const FIELD = /^\s*(?:([\w, ]+?)\s+)?([*[\]\w.]+)\s+`keda:"([^"]*)"/;
const KINDS = {
  int: 'integer',
  int64: 'integer',
  uint32: 'integer',
  float64: 'number',
  bool: 'boolean',
  'time.Duration': 'duration',
  '[]int': 'integers',
};

/** Trigger type -> parameter name -> `{ kind?, names, optional }`.
 *  @param folder  a checkout of kedacore/keda */
export function declarationsOf(folder) {
  const files = goFiles(join(folder, 'pkg', 'scalers'));
  const structs = new Map(files.flatMap(structsIn));
  const builder = readFileSync(join(folder, 'pkg', 'scaling', 'scalers_builder.go'), 'utf8');
  const cases = [...builder.matchAll(/case "([\w-]+)":\s+return scalers\.(\w+)\(/g)];
  return new Map(cases.map(([, type, constructor]) => [type, parametersOf(constructor, files, structs)]));
}

function goFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .map((name) => ({
      package: basename(dirname(join(folder, name))),
      text: readFileSync(join(folder, name), 'utf8'),
    }));
}

/** `package.Name` -> lines of the struct. */
const structsIn = ({ package: owner, text }) =>
  [...text.matchAll(STRUCT)].map(([, name, body]) => [`${owner}.${name}`, body.split('\n')]);

/** Those of the metadata struct that stands in the file of a scaler's constructor. */
function parametersOf(constructor, files, structs) {
  const file = files.find(({ text }) => text.includes(`\nfunc ${constructor}(`));
  const roots = file ? structsIn(file).filter(([, lines]) => lines.some(isIndex)) : [];
  const found = new Map();
  for (const [name] of roots) collect(name, false, { structs, found });
  return found;
}

const isIndex = (line) => /^\s*[tT]riggerIndex\b/.test(line);

function collect(name, isOptional, context) {
  const { structs, found } = context;
  for (const line of structs.get(name) ?? []) {
    const [, , type, tag] = FIELD.exec(line) ?? [];
    if (tag === undefined) continue;
    const parts = tag.split(',').map((part) => part.trim());
    const names = parts
      .find((part) => part.startsWith('name='))
      ?.slice('name='.length)
      .split(';');
    const optional = isOptional || parts.includes('optional');
    if (names) for (const one of names) found.set(one, { kind: KINDS[type], names, optional });
    else collect(qualified(type.replace('*', ''), name), optional, context);
  }
}

const qualified = (type, owner) => (type.includes('.') ? type : `${owner.split('.')[0]}.${type}`);

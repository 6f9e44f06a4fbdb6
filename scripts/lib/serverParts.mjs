// The server's programs (language server, worker thread, command line, API) as CommonJS files that share what they have in
// common. esbuild splits ES modules only, so it splits those, and each file is converted afterwards.
//   server/out/main.js, worker.js, cli.js, api.js   the programs
//   server/out/part-NAME.js                         what several of them need, and what is loaded when first needed
import { transform } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { lazyNodeModules, namesOfExpressions, protobufByName } from './leanStart.mjs';

const SOURCE = resolve('server', 'src');
const PROGRAMS = ['main', 'worker', 'cli', 'api'];
const LAZY = /\brequire\('(\.[^']+)'\)/g;
/** Files of an output folder that a build makes anew. */
const IS_MADE = /^(?:part-.+|main|worker|cli|api)\.js(?:\.map)?$/;

/** Options for esbuild on top of `common`. */
export function serverParts(common) {
  const outdir = join('server', 'out');
  return {
    ...common,
    format: 'esm',
    splitting: true,
    // Names of parts follow from the paths of what is in them: node_modules may be a link to elsewhere.
    preserveSymlinks: true,
    outdir,
    entryPoints: Object.fromEntries([
      ...PROGRAMS.map((name) => [name, join(SOURCE, `${name}.ts`)]),
      ...lazyModules().map((path) => [partName(path), path]),
    ]),
    chunkNames: 'part-[hash]',
    write: false,
    sourcemap: common.sourcemap ? 'inline' : false,
    plugins: [lazyParts, lazyNodeModules, namesOfExpressions, protobufByName, commonJs(common, outdir)],
  };
}

/** Modules of the server that some module loads by `require` when it first needs them. */
function lazyModules() {
  const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|js)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(SOURCE, name));
  const found = sources.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(LAZY)].map(([, name]) => modulePath(path, name)),
  );
  return [...new Set(found)].sort();
}

function modulePath(importer, name) {
  const path = join(dirname(importer), name);
  const found = [path, `${path}.ts`, join(path, 'index.ts')].find((one) => isFile(one));
  if (found === undefined) throw new Error(`${importer} requires ${name}, which is not there`);
  return found;
}

const isFile = (path) => existsSync(path) && statSync(path).isFile();

const partName = (path) =>
  `part-${relative(SOURCE, path)
    .replace(/\.(?:ts|js)$/, '')
    .replaceAll(/[\\/]/g, '-')}`;

/** A `require` of our own is one at run time, of the part that the module has become: all parts lie in one folder. */
const lazyParts = {
  name: 'lazy-parts',
  setup: (build) =>
    build.onResolve({ filter: /^\./ }, ({ kind, path, importer }) =>
      kind === 'require-call' && importer.startsWith(SOURCE)
        ? { path: `./${partName(modulePath(importer, path))}.js`, external: true }
        : undefined,
    ),
};

const commonJs = ({ minify, target, sourcemap }, outdir) => ({
  name: 'common-js',
  setup: (build) =>
    build.onEnd(async ({ errors, outputFiles = [] }) => {
      if (errors.length > 0) return;
      mkdirSync(outdir, { recursive: true });
      for (const name of readdirSync(outdir)) if (IS_MADE.test(name)) rmSync(join(outdir, name));
      for (const { path, text } of outputFiles) {
        const name = basename(path);
        const options = { format: 'cjs', platform: 'node', minify, target, sourcemap: Boolean(sourcemap) };
        const { code, map } = await transform(withPlainNames(text, name), { ...options, sourcefile: name });
        const link = map ? `//# sourceMappingURL=${name}.map\n` : '';
        writeFileSync(path, code + link, { mode: code.startsWith('#!') ? 0o755 : 0o644 });
        if (map) writeFileSync(`${path}.map`, map);
      }
    }),
});

const PART_IMPORT = /\bimport\s*(?:\{([^}]*)\}\s*from\s*)?"(\.\/part-[^"]+\.js)";?/g;
const AS = /([\w$]+)\s+as\s+([\w$]+)/g;
/** Last in a part, but for the licences of what is in it. */
const EXPORTS = /\bexport\s*\{([^}]*)\};?(?=\s*(?:\/\*[^]*\*\/\s*)?(?:\/\/# sourceMappingURL=|$))/;

/** Parts hand each other plain values, of which each keeps its own names. esbuild would read every name of another part
 *  through a getter, each time: a tenth of what a fresh process does. Values can be taken once since no two parts need each
 *  other (a part holds what the same programs need; it only asks parts that more of them need), and since none of our modules
 *  or libraries changes what it has exported (\`test/unit/release/serverParts.test.ts\`). */
function withPlainNames(text, name) {
  const plain = text.replace(PART_IMPORT, (_, names, path) =>
    names === undefined
      ? `require("${path}");`
      : `const {${names.replace(AS, '$1: $2')}} = require("${path}");`,
  );
  // Whoever imports the API finds it as esbuild has it.
  if (!name.startsWith('part-')) return plain;
  return plain.replace(EXPORTS, (_, names) => `module.exports = {${names.replace(AS, '$2: $1')}};`);
}

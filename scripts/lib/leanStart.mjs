// Plugins of esbuild that keep out of the server's start what libraries do there for callers that we are not.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const REQUIRED = /^const (\w+) = require\("(child_process|crypto)"\);$/gm;

/** The library of the protocol loads these modules of Node's for pipes and global packages, which we never ask for: they are
 *  loaded where they are used. */
export const lazyNodeModules = {
  name: 'lazy-node-modules',
  setup: (build) =>
    build.onLoad(
      { filter: /vscode-(?:jsonrpc|languageserver[\w-]*)[\\/]lib[\\/].+\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const names = [...text.matchAll(REQUIRED)];
        if (names.length === 0) return undefined;
        const used = names.reduce(
          (rest, [, name, id]) => rest.replaceAll(`${name}.`, `require("${id}").`),
          text.replace(REQUIRED, ''),
        );
        return { contents: used, loader: 'js' };
      },
    ),
};

/** To plan an expression, CEL asks whether it is a message of one of three types, by their names. Their whole descriptors
 *  take a tenth of the start to decode. */
export const namesOfExpressions = {
  name: 'names-of-expressions',
  setup: (build) => {
    build.onResolve({ filter: /cel\/expr\/(?:checked|syntax)_pb\.js$/ }, ({ path, importer }) =>
      /[\\/]cel[\\/]dist[\\/]esm[\\/]plan\.js$/.test(importer) ? { path, namespace: 'cel-names' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'cel-names' }, () => ({
      contents: ['CheckedExpr', 'ParsedExpr', 'Expr']
        .map((name) => `export const ${name}Schema = { kind: 'message', typeName: 'cel.expr.${name}' };`)
        .join('\n'),
    }));
  },
};

const PROTOBUF = /^@bufbuild\/protobuf(?:\/(reflect|wkt))?$/;

/** For CEL, names stand for Protobuf's descriptors until a message is at work (`server/src/schema/cel/protobuf`). */
export const protobufByName = {
  name: 'protobuf-by-name',
  setup: (build) =>
    build.onResolve({ filter: PROTOBUF }, ({ path, importer }) =>
      /[\\/]@bufbuild[\\/]cel[\\/]/.test(importer)
        ? { path: resolve('server/src/schema/cel/protobuf', `${PROTOBUF.exec(path)[1] ?? 'index'}.ts`) }
        : undefined,
    ),
};

/** What the engine compiled of the server's parts is kept for the next start. Node's own cache of that kind takes what is
 *  compiled when a file is loaded, which is little: most functions are compiled when they are first called. Here a part's code is
 *  taken once its functions have run, which saves a start a fifth of its work (`docs/performance.md`). A thread has to ask for it
 *  before it loads what is to be kept. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import zlib from 'node:zlib';
import { userCacheFolder } from './userCache';
import { MAIN, withoutFlags, WORKER, type Thread, type YoungSpace } from './youngSpace';

/** Servers and command lines of other versions may be in use beside each other: each tidies up after its own. */
const SERVER_PREFIX = 'code-';
const CLI_PREFIX = 'cli-code-';
/** Once no part has been loaded for this long, what was compiled is written down: not so late that the engine has dropped what ran
 *  only once. */
const QUIET_MS = 2_000;
/** Check sums of the part and of what follows. */
const HEADER_BYTES = 8;
/** What Node puts around a module. */
const [HEAD = '', TAIL = ''] = nodeModule.wrap('\0').split('\0');

type CheckSum = (data: Uint8Array) => number;

interface Program {
  /** Written by this thread or found there by its next start. */
  readonly folder: string;
  readonly checkSum: CheckSum;
  readonly youngSpace: YoungSpace;
  readonly thread: Thread;
}

interface Loaded {
  readonly path: string;
  readonly source: Buffer;
  readonly script: Script;
}

export interface KeptFor {
  /** Of Dryfit; what other versions left is removed when this one runs first. */
  readonly version: string;
  /** The threads of a server, and the commands of the command line, keep apart what they compiled, since each calls other functions
   *  of the same files. */
  readonly program: 'main' | 'worker' | `cli-${string}`;
  /** The flags of the process, which what is kept does not hold with. */
  readonly youngSpace: YoungSpace;
}

/** For the parts beside the program that are loaded from now on. Nothing is kept where Node is older than 20.15, where the folder
 *  cannot be written, and where NODE_DISABLE_COMPILE_CACHE is set. */
export function keepCompiledCode({ version, program, youngSpace }: KeptFor): void {
  // @types/node is of the oldest Node that we run on, which has no such function.
  const { crc32: checkSum } = zlib as { crc32?: CheckSum };
  if (!checkSum || process.env['NODE_DISABLE_COMPILE_CACHE']) return;
  const cacheFolder = userCacheFolder(process.env, process.platform);
  const prefix = program.startsWith('cli-') ? CLI_PREFIX : SERVER_PREFIX;
  const ofVersion = join(cacheFolder, prefix + version);
  if (program !== 'worker' && !existsSync(ofVersion)) removeOlder(cacheFolder, prefix);
  // The tag tells apart engines, processors and flags.
  const thread = program === 'worker' ? WORKER : MAIN;
  const tag = withoutFlags(youngSpace, cachedDataVersionTag, thread).toString(16);
  loadThrough({ folder: join(ofVersion, `${program}-${tag}`), checkSum, youngSpace, thread });
}

function removeOlder(cacheFolder: string, prefix: string): void {
  if (!existsSync(cacheFolder)) return;
  try {
    for (const name of readdirSync(cacheFolder))
      if (name.startsWith(prefix)) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  } catch {
    // A cache that cannot be tidied up is no reason not to start.
  }
}

/** Takes the place of Node's way to load a file, for those in our folder. */
function loadThrough(program: Program): void {
  const { extensions } = createRequire(__filename);
  const load = extensions['.js'];
  const fresh: Loaded[] = [];
  const writeDown = (): void => {
    // A part a turn: whoever asks something meanwhile does not wait for all of them.
    keep(fresh.splice(0, 1), program);
    if (fresh.length > 0) setImmediate(writeDown);
  };
  const whenQuiet = setTimeout(writeDown, QUIET_MS).unref();
  process.once('exit', () => keep(fresh.splice(0), program));
  extensions['.js'] = (module, path) => {
    if (dirname(path) !== __dirname) return void load(module, path);
    const source = readFileSync(path);
    const kept = keptOf(path, source, program);
    const script = withoutFlags(program.youngSpace, () => compiled(path, source, kept), program.thread);
    if (!kept || script.cachedDataRejected) {
      fresh.push({ path, source, script });
      whenQuiet.refresh();
    }
    run(script, module, path);
  };
}

const compiled = (path: string, source: Buffer, cachedData: Buffer | undefined): Script =>
  new Script(HEAD + source.toString() + TAIL, {
    filename: path,
    columnOffset: -HEAD.length,
    ...(cachedData ? { cachedData } : {}),
  });

type Wrapped = (
  exports: unknown,
  require: NodeJS.Require,
  module: NodeModule,
  path: string,
  folder: string,
) => void;

function run(script: Script, module: NodeModule, path: string): void {
  const wrapped = script.runInThisContext() as Wrapped;
  wrapped.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
}

const fileOf = (path: string, { folder }: Program): string => join(folder, basename(path, '.js'));

/** undefined when there is none of this source, or when it is damaged. */
function keptOf(path: string, source: Buffer, program: Program): Buffer | undefined {
  const bytes = bytesOf(fileOf(path, program));
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== program.checkSum(source)) return undefined;
  const kept = bytes.subarray(HEADER_BYTES);
  return bytes.readUInt32LE(4) === program.checkSum(kept) ? kept : undefined;
}

function bytesOf(file: string): Buffer {
  try {
    return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  } catch {
    // A cache that cannot be read is no reason not to start.
    return Buffer.alloc(0);
  }
}

function keep(loaded: readonly Loaded[], program: Program): void {
  try {
    if (loaded.length > 0) mkdirSync(program.folder, { recursive: true, mode: 0o700 });
    for (const one of loaded) write(one, program);
  } catch {
    // A cache that cannot be written is no reason to stop.
  }
}

/** Other servers may start meanwhile: a file is there as a whole or not at all. */
function write({ path, source, script }: Loaded, program: Program): void {
  const code = withoutFlags(program.youngSpace, () => script.createCachedData(), program.thread);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(program.checkSum(source), 0);
  header.writeUInt32LE(program.checkSum(code), 4);
  const file = fileOf(path, program);
  const unfinished = `${file}-${process.pid}`;
  writeFileSync(unfinished, Buffer.concat([header, code]), { mode: 0o600 });
  renameSync(unfinished, file);
}

/** Helm and kustomize of the user's PATH. They render what is on this machine and nothing else: they get an empty home,
 *  no kubeconfig, no plugins, no other program, and a proxy that answers nobody. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HelmRequest, KustomizeRequest, RenderOutcome, RenderPrograms } from '../../analysis/jobs/ports';
import { failed, type Outcome } from '../../util/outcome';
import { findProgram, runProgram, type ProgramLimits } from './program';

const RENDER_LIMITS: ProgramLimits = { timeMs: 20_000, outputBytes: 32 * 1024 * 1024 };

export interface RenderWorld {
  /** The user's PATH. */
  readonly path: string | undefined;
  readonly limits?: ProgramLimits;
}

export function renderPrograms({ path, limits = RENDER_LIMITS }: RenderWorld): RenderPrograms {
  const run = (name: string, wordsOf: (folder: string) => readonly string[], folderUri: string) =>
    runNamed(name, { path, limits, wordsOf, folderUri });
  return {
    helm: (request) => run('helm', (folder) => helmWords(request, folder), request.folderUri),
    kustomize: async ({ folderUri }: KustomizeRequest) => {
      const built = await run('kustomize', (folder) => ['build', folder], folderUri);
      return 'isMissing' in built ? run('kubectl', (folder) => ['kustomize', folder], folderUri) : built;
    },
  };
}

function helmWords(
  { releaseName, valuesUris, kubernetesVersion, withHooks }: HelmRequest,
  folder: string,
): readonly string[] {
  return [
    ...['template', releaseName, folder, '--skip-tests', '--kube-version', `${kubernetesVersion}.0`],
    ...(withHooks ? [] : ['--no-hooks']),
    ...valuesUris.flatMap((uri) => ['--values', fileURLToPath(uri)]),
  ];
}

interface NamedRun extends Required<RenderWorld> {
  readonly folderUri: string;
  readonly wordsOf: (folder: string) => readonly string[];
}

async function runNamed(
  name: string,
  { path, limits, folderUri, wordsOf }: NamedRun,
): Promise<RenderOutcome> {
  const folder = fileURLToPath(folderUri);
  const program = findProgram(name, path, [folder]);
  if (program === undefined) return { ok: false, isMissing: true };
  const home = mkdtempSync(join(tmpdir(), 'dryfit-render-'));
  try {
    const call = { program, words: wordsOf(folder), folder: home, environment: environmentOf(home), limits };
    return readable(await runProgram(call));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Nobody listens on the discard port: what a program tries to fetch fails at once. */
const NO_PROXY_ANSWERS = 'http://127.0.0.1:9';

function environmentOf(home: string): Record<string, string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
  const windows = process.env['SystemRoot'];
  return {
    ...{ PATH: home, HOME: home, USERPROFILE: home, TMPDIR: home, TEMP: home, TMP: home },
    ...{ KUBECONFIG: join(home, 'none'), HELM_NO_PLUGINS: '1', HELM_PLUGINS: join(home, 'none') },
    ...{ HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home },
    ...Object.fromEntries(proxies.map((name) => [name, NO_PROXY_ANSWERS])),
    ...(windows === undefined ? {} : { SystemRoot: windows }),
  };
}

/** A program's complaint as one line, without what it says about itself. */
function readable(outcome: Outcome<string>): Outcome<string> {
  if (outcome.ok) return outcome;
  const lines = outcome.failure.message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:Use --debug|WARNING:|# Warning)/.test(line));
  return failed(
    lines
      .join(' ')
      .replace(/^Error: /i, '')
      .slice(0, 500),
  );
}

/** `dryfit/report`: a text to attach to a bug report. Counts and timings only: no contents, names or paths of files, and
 *  nothing of what somebody pays. */
import type { Timings } from './timings';
import type { Settings } from './settings';

export interface ReportInput {
  readonly versions: Readonly<Record<string, string>>;
  readonly client: string;
  readonly diagnosticsMode: 'push' | 'pull';
  readonly isTrusted: boolean;
  readonly settings: Settings;
  /** One sentence: of which region, and of when. */
  readonly prices: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly timings: Timings;
}

export function reportText(input: ReportInput): string {
  const { options, clusters, isValidating, problemsScope } = input.settings;
  const { cost, ...shown } = options;
  const lines = [
    'Dryfit report (no file contents, names or paths)',
    '',
    ...Object.entries(input.versions).map(([name, version]) => `${name}: ${version}`),
    `client: ${input.client}`,
    `diagnostics: ${input.diagnosticsMode}`,
    `workspace trusted: ${input.isTrusted ? 'yes' : 'no'}`,
    input.prices,
    '',
    'Settings',
    `options: ${JSON.stringify(shown)}`,
    `terms of the bill set: ${cost ? Object.keys(cost).length : 0} (their values are left out)`,
    `clusters set: ${Object.keys(clusters).length}, validation: ${isValidating ? 'on' : 'off'}, problems: of ${problemsScope === 'open' ? 'open files' : 'the workspace'}`,
    '',
    'Counts',
    ...Object.entries(input.counts).map(([name, count]) => `${name}: ${count}`),
    '',
    'Timings',
    ...input.timings.lines(),
  ];
  return `${lines.join('\n')}\n`;
}

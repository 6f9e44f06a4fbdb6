// SARIF as code scanning reads it: rules by index, places from 1, fixes, fingerprints that outlive edits elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../../server/src/api';
import type { CheckResult } from '../../../server/src/model/finding';
import { sarifLog } from '../../../server/src/report/sarif';
import { POOL } from '../../support/smallCluster';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Log {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly locations: readonly [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
              readonly region: Region;
            };
          },
        ];
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly fixes?: readonly {
          readonly artifactChanges: readonly {
            readonly replacements: readonly { readonly deletedRegion: Region }[];
          }[];
        }[];
      }[];
    },
  ];
}

const logOf = (result: CheckResult, label = 'clusters/my prod/pool.yaml'): Log =>
  sarifLog({
    result,
    labelOf: () => label,
    version: '1.2.3',
    helpOf: (rule) =>
      rule === 'schema/enum' ? { summary: 'A value that is not allowed.', why: 'Because.' } : undefined,
    pageOf: (rule) => `https://example.com/${rule}`,
  }) as Log;

const broken = POOL.replace('operator: In', 'operator: Inn');
const checked = (text: string): CheckResult => check([{ uri: 'file:///pool.yaml', text }]);

test('every result names its rule, its place and its level', () => {
  const result = checked(broken);
  const { runs } = logOf(result);
  const { results, tool } = runs[0];
  assert.equal(results.length, result.findings.length);
  for (const [index, { ruleId, ruleIndex, locations }] of results.entries()) {
    assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    const { start, end } = result.findings[index]?.range ?? assert.fail();
    assert.deepEqual(locations[0].physicalLocation.region, {
      startLine: start.line + 1,
      startColumn: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    });
  }
  const misspelt = results.find(({ ruleId }) => ruleId === 'schema/enum');
  assert.equal(misspelt?.level, 'error');
  assert.ok((misspelt?.fixes?.[0]?.artifactChanges[0]?.replacements.length ?? 0) > 0);
});

test('paths are relative URIs below the root of the sources; others stand alone', () => {
  const place = (label: string) =>
    logOf(checked(broken), label).runs[0].results[0]?.locations[0].physicalLocation;
  assert.deepEqual(place('clusters/my prod/pool.yaml')?.artifactLocation, {
    uri: 'clusters/my%20prod/pool.yaml',
    uriBaseId: '%SRCROOT%',
  });
  assert.deepEqual(place('a\\b.yaml')?.artifactLocation, { uri: 'a/b.yaml', uriBaseId: '%SRCROOT%' });
  assert.deepEqual(place('/tmp/x y.yaml')?.artifactLocation, { uri: 'file:///tmp/x%20y.yaml' });
});

test('fingerprints stay when lines and neighbours change, and differ from one another', () => {
  const prints = (text: string): string[] =>
    logOf(checked(text))
      .runs[0].results.map(({ partialFingerprints }) => partialFingerprints['dryfit/v1'] ?? '')
      .sort();
  assert.deepEqual(prints(`# first line\n\n${broken}`), prints(broken));
  assert.equal(new Set(prints(broken)).size, prints(broken).length);
});

test('nothing found: a log without results', () => {
  const { runs, version } = logOf({ documents: [], findings: [] });
  assert.equal(version, '2.1.0');
  assert.deepEqual(runs[0].results, []);
});

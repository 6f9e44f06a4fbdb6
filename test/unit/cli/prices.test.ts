// `dryfit prices refresh` and `--prices`: the program itself against a local server, and what commands make of a snapshot.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { simulate } from '../../../server/src/api';
import { AwsServer, expiredAnswers, goodAnswers } from '../../support/awsServer';
import { CommandLineFolder, type Run } from '../../support/commandLine';
import { poolWith, web } from '../../support/smallCluster';

const folder = new CommandLineFolder();
after(() => folder.remove());

const MANIFESTS = `${poolWith('{key: karpenter.sh/capacity-type, operator: In, values: [spot]}')}---\n${web(1, '1')}`;
const manifests = folder.write('cluster.yaml', MANIFESTS);

/** The built program, with nothing of this machine's AWS configuration. */
function runProgram(words: readonly string[], environment: Record<string, string>): Promise<Run> {
  const child = spawn(process.execPath, [join(process.cwd(), 'server', 'out', 'cli.js'), ...words], {
    cwd: folder.root,
    env: {
      PATH: process.env['PATH'],
      HOME: folder.root,
      XDG_CACHE_HOME: join(folder.root, 'cache'),
      LOCALAPPDATA: join(folder.root, 'cache'),
      AWS_EC2_METADATA_DISABLED: 'true',
      ...environment,
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status: status ?? -1, out, err })));
}

const CREDENTIALS = `[production]
aws_access_key_id = AKIDPROFILE
aws_secret_access_key = secret
`;

test('the program refreshes with a profile, and simulates with what it stored', async () => {
  const server = new AwsServer(goodAnswers);
  const url = await server.start();
  const environment = {
    AWS_ENDPOINT_URL: url,
    AWS_SHARED_CREDENTIALS_FILE: folder.write('credentials', CREDENTIALS),
    AWS_CONFIG_FILE: folder.write('config', ''),
  };
  const words = ['prices', 'refresh', '--region', 'eu-central-1', '--profile', 'production'];
  const refreshed = await runProgram(words, environment);
  server.handler = expiredAnswers;
  const expired = await runProgram(words, environment);
  await server.stop();
  assert.equal(refreshed.err, '');
  assert.equal(refreshed.status, 0);
  assert.match(refreshed.out, /on demand {2}2 types, refreshed \d{4}-\d\d-\d\d/);
  assert.match(refreshed.out, /offered {4}3 types in 2 zones, 1 new to the catalog/);
  assert.ok(server.requests.every(({ headers }) => String(headers['authorization']).includes('AKIDPROFILE')));
  assert.equal(expired.status, 2);
  assert.match(
    expired.err,
    /^dryfit: prices of eu-central-1 not refreshed: .*expired.*; the snapshot of \d{4}-\d\d-\d\d stays\n$/,
  );
  const simulated = await runProgram(
    ['simulate', '--prices', 'refreshed', '--region', 'eu-central-1', manifests],
    {},
  );
  assert.match(simulated.out, /on demand refreshed \d{4}-\d\d-\d\d, spot refreshed/);
  const stored = join(folder.root, 'cache', 'dryfit', 'prices', 'eu-central-1.json');
  const options = { region: 'eu-central-1', prices: JSON.parse(readFileSync(stored, 'utf8')) as never };
  const [claim] = simulate([{ uri: 'file:///c.yaml', text: MANIFESTS }], options).nodeClaims;
  assert.deepEqual(
    claim?.launch && [claim.launch.instanceType, claim.launch.zones, claim.launch.usdPerHour],
    ['m9x.large', ['eu-central-1a'], 0.04],
  );
});

test('a snapshot counts only when it is asked for, and must be of the region', async () => {
  const snapshot = {
    ...{ version: 1, region: 'us-east-1' },
    spot: { asOf: '2026-11-28', usdPerHour: { 'm7i.large': { 'us-east-1a': 0.001 } } },
  };
  folder.write('prices.json', JSON.stringify(snapshot));
  const priced = await folder.run(['simulate', '--prices', 'prices.json', '--format', 'json', manifests]);
  assert.equal(priced.err, '');
  assert.match(priced.out, /"usdPerHour": 0.001/);
  const embedded = await folder.run(['simulate', '--format', 'json', manifests]);
  assert.doesNotMatch(embedded.out, /"usdPerHour": 0.001/);
  const elsewhere = await folder.run([
    ...['simulate', '--prices', 'prices.json', '--region', 'eu-west-1', manifests],
  ]);
  assert.equal(elsewhere.err, 'dryfit: prices: the snapshot is of us-east-1, the region is eu-west-1\n');
  assert.equal(elsewhere.status, 2);
  const never = await folder.run(['simulate', '--prices', 'refreshed', '--prices-folder', 'none', manifests]);
  assert.match(never.err, /run dryfit prices refresh --region us-east-1 first/);
});

test('the API throws for prices that are no snapshot of the region', () => {
  const prices = { version: 1, region: 'eu-west-1', spot: { asOf: '2026-11-28', usdPerHour: {} } } as const;
  assert.throws(() => simulate([], { prices }), /the snapshot is of eu-west-1, the region is us-east-1/);
});

test('bad words are refused with what is right', async () => {
  const one = await folder.run(['prices', 'refrehs']);
  assert.match(one.err, /dryfit prices refresh --region/);
  const two = await folder.run(['simulate', '--profile', 'x', manifests]);
  assert.match(two.err, /--profile works with prices/);
});

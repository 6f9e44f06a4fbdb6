// The refresh of prices against a local server that speaks AWS's protocols.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { loadCatalog } from '../../../server/src/adapters/catalogFile';
import { catalogOfFolder } from '../../../server/src/adapters/priceFolder';
import { refreshPrices } from '../../../server/src/prices';
import type { PriceRefresh } from '../../../server/src/cli/world';
import { AwsServer, ec2Failure, expiredAnswers, goodAnswers } from '../../support/awsServer';

const REGION = 'eu-central-1';
const server = new AwsServer(goodAnswers);
const folder = mkdtempSync(join(tmpdir(), 'dryfit-prices-'));
const file = join(folder, `${REGION}.json`);
const environment = { ...process.env };

before(async () => {
  const url = await server.start();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_EC2: url,
    AWS_ENDPOINT_URL_PRICING: url,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'no-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'no-credentials'),
  });
});

beforeEach(() => {
  server.handler = goodAnswers;
  server.requests.length = 0;
  rmSync(file, { force: true });
});

after(async () => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  rmSync(folder, { recursive: true });
  await server.stop();
});

const refreshAt = (day: string): Promise<PriceRefresh> =>
  refreshPrices({ region: REGION, folder, now: () => `${day}T12:00:00.000Z` });

const stored = (): unknown => JSON.parse(readFileSync(file, 'utf8'));

test('every page of every service is read and stored', async () => {
  const { failures, isWritten, path } = await refreshAt('2026-11-28');
  assert.deepEqual({ failures, isWritten, path }, { failures: [], isWritten: true, path: file });
  const { offerings, ...prices } = stored() as {
    offerings: { zones: unknown; newTypes: { InstanceType: string }[] };
  };
  assert.deepEqual(prices, {
    version: 1,
    region: REGION,
    onDemand: { asOf: '2026-11-28T12:00:00.000Z', usdPerHour: { 'm7i.large': 0.2, 'm9x.large': 0.15 } },
    spot: {
      asOf: '2026-11-28T12:00:00.000Z',
      usdPerHour: {
        'm7i.large': { 'eu-central-1a': 0.07, 'eu-central-1b': 0.05 },
        'm9x.large': { 'eu-central-1a': 0.04 },
      },
    },
  });
  assert.deepEqual(offerings.zones, {
    'eu-central-1a': ['c7i.large', 'm7i.large', 'm9x.large'],
    'eu-central-1b': ['m7i.large'],
  });
  assert.deepEqual(
    offerings.newTypes.map(({ InstanceType }) => InstanceType),
    ['m9x.large'],
  );
});

test('requests are signed, for Linux with shared tenancy in the region', async () => {
  await refreshAt('2026-11-28');
  const products = server.requests.find(({ action }) => action === 'GetProducts');
  assert.match(String(products?.headers['authorization']), /AKIDEXAMPLE\/\d+\/eu-central-1\/pricing/);
  const { Filters } = JSON.parse(products?.text ?? '') as { Filters: { Field: string; Value: string }[] };
  const filters = Object.fromEntries(Filters.map(({ Field, Value }) => [Field, Value]));
  assert.equal(filters['regionCode'], REGION);
  assert.equal(filters['operatingSystem'], 'Linux');
  assert.equal(filters['tenancy'], 'Shared');
});

test('the editor reckons with what is stored in its folder, and with embedded prices elsewhere', async () => {
  await refreshAt('2026-11-28');
  const catalog = catalogOfFolder(folder);
  const region = catalog.region(REGION);
  assert.equal(region?.type('m7i.large')?.prices.onDemandUsdPerHour, 0.2);
  assert.equal(region?.priceSources.spot[0]?.asOf, '2026-11-28');
  assert.equal(catalog.facts('m9x.large')?.memoryMib, 8192);
  const other = loadCatalog().region('us-east-1')?.priceSources;
  assert.deepEqual(catalog.region('us-east-1')?.priceSources, other);
  assert.equal(catalogOfFolder(undefined), loadCatalog());
});

test('a throttled request is tried again', async () => {
  let throttledCount = 0;
  server.handler = (request) => {
    if (request.action !== 'DescribeSpotPriceHistory' || throttledCount > 0) return goodAnswers(request);
    throttledCount++;
    return ec2Failure(503, 'RequestLimitExceeded', 'Request limit exceeded.');
  };
  const { failures, snapshot } = await refreshAt('2026-11-28');
  assert.deepEqual(failures, []);
  assert.equal(throttledCount, 1);
  assert.equal(Object.keys(snapshot?.spot?.usdPerHour ?? {}).length, 2);
});

test('a part that fails on its second page keeps what it was, the others are new', async () => {
  await refreshAt('2026-11-01');
  server.handler = (request) =>
    request.action === 'DescribeSpotPriceHistory' && request.page !== undefined
      ? ec2Failure(403, 'UnauthorizedOperation', 'You are not authorized.')
      : goodAnswers(request);
  const { failures, snapshot, isWritten } = await refreshAt('2026-11-28');
  assert.deepEqual(failures, [
    'spot prices: the credentials lack the permission ec2:DescribeSpotPriceHistory',
  ]);
  assert.ok(isWritten);
  assert.equal(snapshot?.spot?.asOf, '2026-11-01T12:00:00.000Z');
  assert.deepEqual(snapshot.spot.usdPerHour['m7i.large'], { 'eu-central-1a': 0.07, 'eu-central-1b': 0.05 });
  assert.equal(snapshot.onDemand?.asOf, '2026-11-28T12:00:00.000Z');
});

test('expired credentials are one line, and the last snapshot stays', async () => {
  await refreshAt('2026-11-01');
  const text = readFileSync(file, 'utf8');
  server.handler = expiredAnswers;
  const { failures, isWritten, snapshot } = await refreshAt('2026-11-28');
  assert.deepEqual(failures, [
    'on-demand prices and spot prices and offerings: the credentials have expired; sign in again (such as aws sso login) and refresh',
  ]);
  assert.equal(isWritten, false);
  assert.equal(snapshot?.onDemand?.asOf, '2026-11-01T12:00:00.000Z');
  assert.equal(readFileSync(file, 'utf8'), text);
});

test('a broken and an empty answer fail their parts alone', async () => {
  server.handler = (request) => {
    if (request.action === 'GetProducts') return { body: '{"PriceList": ["{", "[]", 7]}' };
    if (request.action === 'DescribeSpotPriceHistory') return { body: '<html>proxy login' };
    return goodAnswers(request);
  };
  const { failures, snapshot } = await refreshAt('2026-11-28');
  assert.equal(failures.length, 2);
  assert.equal(failures[0], 'on-demand prices: the answer of AWS holds nothing usable');
  assert.match(failures[1] ?? '', /^spot prices: the answer.* is not what AWS sends/);
  assert.deepEqual(Object.keys(snapshot ?? {}), ['version', 'region', 'offerings']);
});

test('a snapshot that cannot be read is replaced; no temporary file is left', async () => {
  writeFileSync(file, '{"version": 1, "region"');
  const { failures, isWritten } = await refreshAt('2026-11-28');
  assert.deepEqual(failures, []);
  assert.ok(isWritten);
  assert.deepEqual(readdirSync(folder), [`${REGION}.json`]);
});

test('without credentials the message says so', async () => {
  const { AWS_ACCESS_KEY_ID: key, ...rest } = process.env;
  delete process.env['AWS_ACCESS_KEY_ID'];
  const { failures, isWritten } = await refreshAt('2026-11-28');
  process.env['AWS_ACCESS_KEY_ID'] = key;
  assert.ok(rest['AWS_SECRET_ACCESS_KEY']);
  assert.equal(isWritten, false);
  assert.equal(failures.length, 1);
  assert.match(failures[0] ?? '', /no usable AWS credentials/);
  assert.equal(server.requests.length, 0);
});

// What `diff` and `overview` say of their bills: the terms that they are made with, and what is not in them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { DiffResult } from '../../../server/src/api';
import { CommandLineFolder } from '../../support/commandLine';
import { POOL, web } from '../../support/smallCluster';

const folder = new CommandLineFolder();
after(() => folder.remove());

folder.write('old.yaml', `${POOL}---\n${web(1)}`);
folder.write('new.yaml', `${POOL}---\n${web(4)}`);
folder.write('all/half/a.yaml', `${POOL}---\n${web(4)}`);
folder.write('all/half/.dryfit.yaml', 'cost: {hoursPerMonth: 365, currencyLabel: CHF}\n');
folder.write('all/whole/a.yaml', `${POOL}---\n${web(4)}`);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
const diff = (...words: string[]) =>
  folder.run(['diff', ...words, join(folder.root, 'old.yaml'), join(folder.root, 'new.yaml')]);

test('a change says the terms of its bills, and what is not known', async () => {
  const { out } = await diff('--cost', 'hoursPerMonth=365,discountPercent=5', '--region', 'eu-central-1');
  assert.match(oneLine(out), /A month is 365 hours\. 5 % off list prices, spot excepted\./);
  assert.match(
    oneLine(out),
    /Not in it: The price of gp3: set dryfit\.cost\.volumePrices\.gp3\.usdPerGbMonth\./,
  );
  assert.doesNotMatch(out, /730/);
  const { out: markdown } = await diff('--format', 'markdown', '--cost', 'hoursPerMonth=365');
  assert.match(markdown, /<sub>.* A month is 365 hours\. EBS prices of 2026-11-28\..*<\/sub>/);
  const { out: without } = await diff('--format', 'markdown', '--cost', 'controlPlane=none');
  assert.doesNotMatch(without.slice(without.indexOf('<sub>')), /control plane/i);
  const { assumptions, missing } = JSON.parse((await diff('--format', 'json')).out) as DiffResult;
  assert.ok(assumptions.includes('A month is 730 hours.'));
  assert.deepEqual(missing, []);
});

test('what only one side of a change takes for granted is told of some of the bills', async () => {
  const windows = folder.write(
    'windows.yaml',
    `${POOL.replace(/al2023@\w+/, 'windows2022@latest')}---\n${web(1)}`,
  );
  const { out } = await folder.run(['diff', join(folder.root, 'old.yaml'), windows]);
  assert.match(
    oneLine(out),
    /Of some of the bills: Windows nodes: on demand of 2025-05-28, licence included\./,
  );
});

test('nothing that changes has no terms, and says of when prices are', async () => {
  const same = join(folder.root, 'old.yaml');
  const { out } = await folder.run(['diff', same, same]);
  assert.match(oneLine(out), /Prices of us-east-1: on demand of 2026-07-20/);
});

test('an overview tells terms that clusters share apart from those of some, and lower bounds', async () => {
  const { out } = await folder.run(['overview', join(folder.root, 'all')]);
  const text = oneLine(out);
  assert.match(text, /half\/a\.yaml \d+ \d+ \d+ \d+ [\d.]+ CHF \d/);
  assert.match(text, /EBS prices of 2026-11-28\. Of some of the bills: A month is 365 hours\./);
  const { out: elsewhere } = await folder.run([
    'overview',
    '--region',
    'eu-central-1',
    join(folder.root, 'all', 'whole'),
  ]);
  assert.match(oneLine(elsewhere), / [\d.]+ >= \d+\.\d\d 0 /);
  assert.match(oneLine(elsewhere), /Not in it: The price of gp3/);
});

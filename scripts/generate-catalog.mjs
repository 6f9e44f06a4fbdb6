// Makes schemas/catalog/catalog.bin, the EC2 facts that the product carries, from a folder of data files:
// `npm run generate:catalog [-- FOLDER [TARGET]]` (or EC2_DATA=FOLDER; default ../shared/data/ec2).
// The snapshot is lines of JSON (header, types, one line per region: see server/src/catalog/snapshot.ts), brotli-compressed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { regionLine } from './catalog/regions.mjs';
import { SOURCES } from './catalog/sources.mjs';
import { typesLine } from './catalog/types.mjs';

const MAX_BYTES = 700 * 1024;
const folder = process.argv[2] ?? process.env.EC2_DATA ?? '../shared/data/ec2';
const target = process.argv[3] ?? 'schemas/catalog/catalog.bin';

const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const files = {
  types: read('describe-instance-types.json').InstanceTypes,
  offerings: read('offerings.json'),
  vpcLimits: read('vpc-limits.json'),
  bandwidth: read('network-bandwidth-mbps.json'),
  onDemandNow: read('on-demand-prices.json'),
  onDemandOld: read('on-demand-prices-2025-05.json'),
  windows: read('windows-prices-2025-05.json'),
  advisor: read('spot-advisor.json'),
};

const regions = Object.keys(files.offerings).sort();
const types = typesLine(files);
const header = {
  format: 1,
  sources: SOURCES(files),
  interruptionRanges: files.advisor.ranges.map((range) => range.label),
  regions,
};
const lines = [header, types.table, ...regions.map((region) => regionLine(region, types.indexOf, files))];
const text = lines.map((line) => JSON.stringify(line)).join('\n');
if (/[^\n\x20-\x7e]/.test(text))
  throw new Error('the snapshot must be plain ASCII: the reader decodes it as such');

const bytes = brotliCompressSync(Buffer.from(text, 'latin1'), {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
});
if (bytes.length > MAX_BYTES)
  throw new Error(`the snapshot has ${bytes.length} bytes, more than ${MAX_BYTES}`);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, bytes);
console.log(
  `${target}: ${types.table.names.length} types, ${regions.length} regions, ${text.length} bytes, ${bytes.length} compressed`,
);

/** The key `cost` of a `.dryfit.yaml`: what counts, and what is wrong in it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { cost } from '../../../server/src/api';
import { COST_CHOICES, COST_FIELDS } from '../../../server/src/cost/fields';
import { projectCost, projectFindings } from '../../../server/src/analysis/check/projectCost';
import { parseFile } from '../../../server/src/manifest/document';
import { applyEdits } from '../../support/edits';
import { deployment, nodeClass, nodePool, stream } from '../../support/manifests';

const project = (folder: string, text: string) => ({ uri: `file:///${folder}.dryfit.yaml`, text });

function findingsIn(text: string) {
  return parseFile(project('', text)).flatMap(projectFindings);
}

const said = (text: string): string[] =>
  findingsIn(text).map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);

suite('cost in .dryfit.yaml', () => {
  const files = [
    { uri: 'file:///team/app/web.yaml', text: deployment('web', { replicas: 3 }) },
    { uri: 'file:///team/pools/pool.yaml', text: stream(nodePool('general'), nodeClass()) },
  ];
  const billOf = (options: Parameters<typeof cost>[1]) => cost(files, options).bill;
  const perHour = (options: Parameters<typeof cost>[1]): number => billOf(options).usdPerHour;

  test('of the file nearest to the pools; options count before it, name by name', () => {
    const projectFiles = [
      project('', 'cost: { controlPlane: none }'),
      project('team/pools/', 'cost: { controlPlane: extended, hoursPerMonth: 100 }'),
      project('team/app/', 'cost: { controlPlane: none }'),
    ];
    const listed = perHour({});
    assert.equal(perHour({ projectFiles }).toFixed(6), (listed + 0.5).toFixed(6));
    const told = billOf({ projectFiles, cost: { controlPlane: 'none' } });
    assert.equal(told.usdPerHour.toFixed(6), (listed - 0.1).toFixed(6));
    assert.equal(told.usdPerMonth.toFixed(4), (told.usdPerHour * 100).toFixed(4));
  });

  test('a project file elsewhere, or without cost, says nothing', () => {
    const projectFiles = [project('other/', 'cost: { controlPlane: none }')];
    assert.deepEqual(projectCost('file:///team/a.yaml', { projectFiles }), {});
    assert.equal(perHour({ projectFiles }), perHour({}));
    assert.equal(perHour({ projectFiles: [project('', 'rules: {}')] }), perHour({}));
  });

  test('what is wrong is told at its place, the rest counts', () => {
    const text = `cost:
  discountPercnt: 5
  commitment:
    sharePercent: 160
    discountPercent: null
  autoMode: { enable: maybe }
  volumePrices:
    gp3: { usdPerGb: 1 }
  controlPlane: none
`;
    assert.deepEqual(said(text), [
      '1:2 unknown term discountPercnt: did you mean discountPercent?',
      '3:18 commitment.sharePercent: write a number from 0 to 100',
      '5:22 autoMode.enable: write true or false',
      '7:11 unknown term volumePrices.gp3.usdPerGb: a volume type (gp3, gp2, io1, io2, st1, sc1, standard) with usdPerGbMonth, usdPerIopsMonth, usdPerThroughputMonth',
    ]);
    assert.deepEqual(projectCost('file:///a.yaml', { projectFiles: [project('', text)] }), {
      controlPlane: 'none',
    });
    const edits = findingsIn(text)[0]?.fixes[0]?.edits ?? [];
    assert.equal(applyEdits(text, edits), text.replace('discountPercnt', 'discountPercent'));
    assert.deepEqual(said('cost: 5\n'), ['0:6 cost is a map of terms of the bill']);
    assert.deepEqual(said('cost:\nrules:\n'), []);
  });

  test('its names and choices are those of the settings', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: readonly { properties: Record<string, { enum?: string[] }> }[] };
    };
    const settings = Object.fromEntries(
      manifest.contributes.configuration
        .flatMap(({ properties }) => Object.entries(properties))
        .filter(([key]) => key.startsWith('dryfit.cost.'))
        .map(([key, setting]) => [key.slice('dryfit.cost.'.length), setting]),
    );
    assert.deepEqual(Object.keys(settings).sort(), [...Object.keys(COST_FIELDS), 'volumePrices'].sort());
    for (const [name, { enum: choices }] of Object.entries(settings))
      if (choices) assert.deepEqual(COST_CHOICES[name], choices, name);
  });
});

/** From what Helm rendered back to templates and values. Outputs are as Helm 3 writes them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFile } from '../../../server/src/manifest/document';
import { helmFiles, renderTargets } from '../../../server/src/analysis/clusters/rendering';
import { chartsOf } from '../../../server/src/render/charts';
import { actionsOf } from '../../../server/src/render/actions';
import { splitHelmOutput } from '../../../server/src/render/helmOutput';
import type { Place } from '../../../server/src/render/place';

const ROOT = 'file:///work/web';
const file = (path: string, text: string) => ({ uri: `${ROOT}/${path}`, text });
const CHART = file('Chart.yaml', 'apiVersion: v2\nname: web\nversion: 0.1.0\n');

/** Where the text that a rendered line ends with came from: `file:line` and what stands there, with `?` where only the
 *  file is known. */
function origin(
  files: readonly { readonly uri: string; readonly text: string }[],
  rendered: string,
  wanted: string,
  given: readonly { readonly uri: string; readonly text: string }[] = [],
): string {
  const [target] = renderTargets([CHART, ...files]);
  assert.ok(target);
  const [made] = helmFiles(target, rendered, { files: given, labels: ['values.yaml'] });
  assert.ok(made);
  const manifests = parseFile(made);
  const lines = made.text.split('\n');
  const line = lines.findIndex((one) => one.includes(wanted));
  assert.ok(line >= 0, wanted);
  const manifest = manifests.findLast((one) => one.range.start.line <= line);
  assert.ok(manifest);
  const character = (lines[line] ?? '').indexOf(wanted);
  const place = made.originOf({
    manifest,
    range: { start: { line, character }, end: { line, character: character + wanted.length } },
  });
  return shown(place, [CHART, ...files, ...given]);
}

function shown(
  { uri, range, isExact }: Place,
  files: readonly { readonly uri: string; readonly text: string }[],
): string {
  const text = files.find((one) => one.uri === uri)?.text.split('\n')[range.start.line] ?? '';
  const path = uri.replace(`${ROOT}/`, '');
  const part = text.slice(range.start.character, range.end.character);
  return `${path}:${range.start.line + 1}${isExact ? '' : '?'} ${part}`;
}

const output = (body: string, source = 'web/templates/x.yaml'): string => `---\n# Source: ${source}\n${body}`;

describe('templates', () => {
  test('a line that stands in the template is found there, at its columns', () => {
    const template = file(
      'templates/x.yaml',
      'kind: A\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  type: bad\n',
    );
    assert.equal(
      origin([template], output('kind: A\nmetadata:\n  name: web\nspec:\n  type: bad\n'), 'bad'),
      'templates/x.yaml:5 bad',
    );
  });

  test('a value that a plain reference fills in is found in the values', () => {
    const files = [
      file(
        'templates/x.yaml',
        'kind: A\nspec:\n  replicas: {{ .Values.count | int }}\n  image: "{{ .Values.a }}:{{ .Values.b }}"\n',
      ),
      file('values.yaml', '# how many\ncount: 3\na: x\nb: y\n'),
    ];
    const rendered = output('kind: A\nspec:\n  replicas: 3\n  image: "x:y"\n');
    assert.equal(origin(files, rendered, '3'), 'values.yaml:2 3');
    assert.equal(origin(files, rendered, 'replicas'), 'templates/x.yaml:3 replicas');
    assert.equal(origin(files, rendered, '"x:y"'), 'templates/x.yaml:4 "{{ .Values.a }}:{{ .Values.b }}"');
  });

  test('the values that were given last count', () => {
    const files = [
      file('templates/x.yaml', 'kind: A\nspec:\n  replicas: {{ .Values.count }}\n'),
      file('values.yaml', 'count: 3\n'),
    ];
    const given = [file('prod.yaml', 'count: 9\n')];
    assert.equal(origin(files, output('kind: A\nspec:\n  replicas: 9\n'), '9', given), 'prod.yaml:1 9');
  });

  test('what the values do not say so is found in the template', () => {
    const files = [
      file('templates/x.yaml', 'kind: A\nspec:\n  replicas: {{ .Values.count }}\n'),
      file('values.yaml', 'count: 3\n'),
    ];
    assert.equal(
      origin(files, output('kind: A\nspec:\n  replicas: 4\n'), '4'),
      'templates/x.yaml:3 replicas: {{ .Values.count }}',
    );
  });

  test('what toYaml writes is found in the values, below `with` as well', () => {
    const files = [
      file(
        'templates/x.yaml',
        'kind: A\nspec:\n  resources:\n    {{- toYaml .Values.resources | nindent 4 }}\n  {{- with .Values.tolerations }}\n  tolerations:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n',
      ),
      file(
        'values.yaml',
        'resources:\n  requests:\n    cpu: 500m\ntolerations:\n  - key: a\n    effect: Nope\n',
      ),
    ];
    const rendered = output(
      'kind: A\nspec:\n  resources:\n    requests:\n      cpu: 500m\n  tolerations:\n    - effect: Nope\n      key: a\n',
    );
    assert.equal(origin(files, rendered, '500m'), 'values.yaml:3 500m');
    assert.equal(origin(files, rendered, 'Nope'), 'values.yaml:6 Nope');
    assert.equal(origin(files, rendered, 'requests'), 'values.yaml:2 requests');
  });

  test('a list may begin where its key does', () => {
    const files = [
      file(
        'templates/x.yaml',
        'kind: A\nspec:\n  {{- with .Values.tolerations }}\n  tolerations:\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n',
      ),
      file('values.yaml', 'tolerations:\n- effect: Nope\n'),
    ];
    const rendered = output('kind: A\nspec:\n  tolerations:\n  - effect: Nope\n');
    assert.equal(origin(files, rendered, 'Nope'), 'values.yaml:2 Nope');
  });

  test('two lines that could have made it: the file alone', () => {
    const template = file(
      'templates/x.yaml',
      'kind: A\nspec:\n  {{- if .Values.a }}\n  type: bad\n  {{- else }}\n  type: bad\n  {{- end }}\n',
    );
    assert.equal(
      origin([template], output('kind: A\nspec:\n  type: bad\n'), 'bad'),
      'templates/x.yaml:1? kind: A',
    );
  });

  test('what an include may have written is not taken for a line of a branch', () => {
    const template = file(
      'templates/x.yaml',
      'kind: A\nspec:\n  {{- if .Values.a }}\n  type: bad\n  {{- else }}\n  {{- include "spec" . | nindent 2 }}\n  {{- end }}\n',
    );
    assert.equal(
      origin([template], output('kind: A\nspec:\n  type: bad\n'), 'bad'),
      'templates/x.yaml:1? kind: A',
    );
  });

  test('a line outside of all branches is rendered, whatever an include adds beside it', () => {
    const template = file(
      'templates/x.yaml',
      'kind: A\nmetadata:\n  labels:\n    {{- include "labels" . | nindent 4 }}\n    own: bad value\n',
    );
    const rendered = output('kind: A\nmetadata:\n  labels:\n    app: web\n    own: bad value\n');
    assert.equal(origin([template], rendered, 'bad value'), 'templates/x.yaml:5 bad value');
    assert.equal(origin([template], rendered, 'app'), 'templates/x.yaml:1? kind: A');
  });

  test('documents of one template are told apart by kind and name', () => {
    const template = file(
      'templates/x.yaml',
      'kind: A\nmetadata:\n  name: one\nspec:\n  replicas: 2\n---\nkind: A\nmetadata:\n  name: two\nspec:\n  replicas: 2\n',
    );
    const second = output('kind: A\nmetadata:\n  name: two\nspec:\n  replicas: 2\n');
    assert.equal(origin([template], second, '2'), 'templates/x.yaml:11 2');
  });

  test('lines of a `define` belong to whoever includes it', () => {
    const template = file(
      'templates/x.yaml',
      '{{- define "spec" }}\nspec:\n  type: bad\n{{- end }}\nkind: A\n{{ include "spec" . }}\n',
    );
    assert.equal(
      origin([template], output('kind: A\nspec:\n  type: bad\n'), 'bad'),
      'templates/x.yaml:5? kind: A',
    );
  });

  test('a loop renders one line many times', () => {
    const template = file(
      'templates/x.yaml',
      'kind: A\nspec:\n  items:\n    {{- range .Values.names }}\n    - name: {{ . }}\n      type: bad\n    {{- end }}\n',
    );
    const rendered = output(
      'kind: A\nspec:\n  items:\n    - name: a\n      type: bad\n    - name: b\n      type: bad\n',
    );
    assert.equal(origin([template], rendered, 'bad'), 'templates/x.yaml:6 bad');
  });
});

describe('charts', () => {
  test('charts within charts, and libraries, are not rendered by themselves', () => {
    const charts = chartsOf([
      CHART,
      file('charts/sub/Chart.yaml', 'apiVersion: v2\nname: sub\n'),
      { uri: 'file:///work/common/Chart.yaml', text: 'apiVersion: v2\nname: common\ntype: library\n' },
    ]);
    assert.deepEqual(
      charts.map(({ name }) => name),
      ['web'],
    );
  });

  test('a subchart takes its values from its parent first', () => {
    const files = [
      file('charts/sub/Chart.yaml', 'apiVersion: v2\nname: sub\n'),
      file('charts/sub/templates/y.yaml', 'kind: A\nspec:\n  a: {{ .Values.a }}\n  b: {{ .Values.b }}\n'),
      file('charts/sub/values.yaml', 'a: 1\nb: 2\n'),
      file('values.yaml', 'sub:\n  a: 7\n'),
    ];
    const rendered = output('kind: A\nspec:\n  a: 7\n  b: 2\n', 'web/charts/sub/templates/y.yaml');
    assert.equal(origin(files, rendered, '7'), 'values.yaml:2 7');
    assert.equal(origin(files, rendered, '2'), 'charts/sub/values.yaml:2 2');
  });

  test('a template that is not among the files counts as its chart', () => {
    const rendered = output('kind: A\nspec: {}\n', 'web/charts/packed/templates/z.yaml');
    assert.equal(origin([], rendered, 'spec'), 'Chart.yaml:1? apiVersion: v2');
  });

  test('the output is split by its sources, several documents of one together', () => {
    const text = `${output('a: 1\n')}${output('b: 1\n', 'web/templates/b.yaml')}${output('a: 2\n---\nc: 3\n')}`;
    assert.deepEqual(
      splitHelmOutput(text).map(({ source, text: own }) => [source, own.match(/\w: \d/g)]),
      [
        ['web/templates/b.yaml', ['b: 1']],
        ['web/templates/x.yaml', ['a: 1', 'a: 2', 'c: 3']],
      ],
    );
  });
});

test('actions: texts in quotes and comments may hold braces', () => {
  const found = actionsOf(
    'a{{ "}}" }}b{{/* {{ x }} */}}c{{- if .a -}}{{ $x := 1 }}{{ else }}{{ end }}{{ .open',
  );
  assert.deepEqual(
    found.map(({ role, code }) => `${role} ${code}`),
    [
      'output "}}"',
      'silent /* {{ x }} */',
      'open if .a',
      'silent $x := 1',
      'branch else',
      'close end',
      'output .open',
    ],
  );
});

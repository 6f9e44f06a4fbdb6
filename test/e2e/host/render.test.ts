/** Problems of what Helm makes of a chart, in the editor: only when the user asks. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../driver/until';

const TEMPLATE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: i, resources: {requests: {cpu: "1", memory: 1Gi}}}]
`;

/** Answers as Helm does; the extension host's own Node runs it. */
const HELM = `#!/bin/sh
ELECTRON_RUN_AS_NODE=1 exec '${process.execPath}' -e '
  process.stdout.write("---\\n# Source: web/templates/deployment.yaml\\n" +
    require("node:fs").readFileSync(process.argv[3] + "/templates/deployment.yaml", "utf8")
      .replace("{{ .Values.replicas }}", "-1"));' -- "$@"
`;

suite('Rendered charts', () => {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const chart = join(root, 'rendered-chart');
  const values = vscode.Uri.file(join(chart, 'values.yaml'));
  const path = process.env['PATH'] ?? '';
  const settings = () => vscode.workspace.getConfiguration('dryfit');
  const problems = () => vscode.languages.getDiagnostics(values);

  suiteSetup(async () => {
    const write = (file: string, text: string): void => writeFileSync(join(chart, file), text);
    for (const folder of ['templates', 'bin']) mkdirSync(join(chart, folder), { recursive: true });
    write('Chart.yaml', 'apiVersion: v2\nname: web\nversion: 0.1.0\n');
    write('values.yaml', '# pods\nreplicas: -1\n');
    write('templates/deployment.yaml', TEMPLATE);
    const bin = join(chart, '..', '..', 'rendered-bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'helm'), HELM);
    chmodSync(join(bin, 'helm'), 0o755);
    process.env['PATH'] = `${bin}${delimiter}${path}`;
    await vscode.extensions.getExtension('dryfit.dryfit')?.activate();
  });

  suiteTeardown(async () => {
    process.env['PATH'] = path;
    await settings().update('render.enable', undefined, vscode.ConfigurationTarget.Global);
    rmSync(chart, { recursive: true, force: true });
  });

  test('show nothing until they are asked for, then problems at the values, which an edit takes away', async () => {
    assert.deepEqual(problems(), []);
    await settings().update('render.enable', true, vscode.ConfigurationTarget.Global);
    const [problem] = await until(
      'a problem of the rendered chart',
      () => (problems().length > 0 ? problems() : undefined),
      50_000,
    );
    assert.equal(problem?.code, 'builtin/invalid');
    assert.match(problem?.message ?? '', /rendered by helm: values\.yaml/);
    assert.deepEqual([problem?.range.start.line, problem?.range.start.character], [1, 10]);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(values, new vscode.Position(0, 0), '# more\n');
    await vscode.workspace.applyEdit(edit);
    await until('no stale problem', () => (problems().length === 0 ? true : undefined));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

/** The extension through VS Code's own interface, inside the extension host. */
import assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../driver/until';

const EXTENSION = 'dryfit.dryfit';
const COMMANDS = ['simulateWorkspace', 'restartServer', 'copyReport', 'showLog'].map(
  (name) => `dryfit.${name}`,
);

suite('Dryfit', () => {
  let pool: vscode.TextDocument;

  suiteSetup(async () => {
    pool = await open('staging/pool.yaml');
    await vscode.extensions.getExtension(EXTENSION)?.activate();
  });

  test('is active and has its commands', async () => {
    assert.equal(vscode.extensions.getExtension(EXTENSION)?.isActive, true);
    const all = await vscode.commands.getCommands(true);
    assert.deepEqual(
      COMMANDS.filter((command) => !all.includes(command)),
      [],
    );
  });

  test('marks an unknown operator', async () => {
    const document = await open('staging/batch.yaml');
    const [error] = await diagnosticsOf(
      document,
      ({ severity }) => severity === vscode.DiagnosticSeverity.Error,
    );
    assert.ok(error);
    assert.equal(error.source, 'dryfit');
    assert.match(document.getText(error.range), /Inn/);
    assert.match(codeOf(error), /^[a-z]+\/[a-z-]+/);
  });

  test('judges JSON and files that are not saved yet', async () => {
    for (const language of ['json', 'yaml']) {
      const content =
        '{"apiVersion": "karpenter.sh/v1", "kind": "NodePool", "metadata": {"name": "x"}, "spec": {"wieght": 1}}';
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document);
      const found = await diagnosticsOf(document, ({ message }) => message.includes('wieght'));
      assert.equal(found[0]?.source, 'dryfit');
    }
  });

  test('hovering the name of a pool shows its cost', async () => {
    const text = await until('hover', () => hoverText(pool, placeOf(pool, 'general')));
    assert.match(text, /\$\d/);
    assert.match(text, /m5\.large/);
  });

  test('widens instance diversity', async () => {
    const place = placeOf(pool, 'node.kubernetes.io/instance-type');
    await vscode.window.showTextDocument(pool);
    const action = await until('code action', () => actionAt(pool, place, /^Widen instance diversity/));
    assert.ok(action.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.doesNotMatch(pool.getText(), /values: \["m5\.large"\]/);
    await vscode.commands.executeCommand('undo');
    assert.match(pool.getText(), /values: \["m5\.large"\]/);
  });

  test('opens one panel, however often it is asked', async () => {
    await vscode.window.showTextDocument(pool);
    await vscode.commands.executeCommand('dryfit.simulateWorkspace');
    await until('panel', () => panels().find((label) => label === 'Dryfit: staging'));
    await vscode.commands.executeCommand('dryfit.simulateWorkspace');
    assert.deepEqual(panels(), ['Dryfit: staging']);
  });

  test('copies a report without the content of files', async () => {
    await vscode.commands.executeCommand('dryfit.copyReport');
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /dryfit/i);
    assert.doesNotMatch(text, /registry\.example/);
  });

  test('serves again after a restart', async () => {
    await vscode.commands.executeCommand('dryfit.restartServer');
    const document = await open('staging/batch.yaml');
    await diagnosticsOf(document, ({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.match(await until('hover', () => hoverText(pool, placeOf(pool, 'general'))), /\$\d/);
  });

  test('stops showing problems when told so', async () => {
    const document = await open('staging/batch.yaml');
    const settings = vscode.workspace.getConfiguration('dryfit');
    await settings.update('validate.enable', false, vscode.ConfigurationTarget.Workspace);
    await until('no problems', () => (dryfitProblems(document).length === 0 ? true : undefined));
    await settings.update('validate.enable', undefined, vscode.ConfigurationTarget.Workspace);
    await diagnosticsOf(document, () => true);
  });
});

async function open(path: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

function dryfitProblems(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'dryfit');
}

function diagnosticsOf(
  document: vscode.TextDocument,
  isWanted: (diagnostic: vscode.Diagnostic) => boolean,
): Promise<vscode.Diagnostic[]> {
  return until(`problems of ${document.uri.path}`, () => {
    const found = dryfitProblems(document).filter(isWanted);
    return found.length > 0 ? found : undefined;
  });
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(text) + 1);
}

async function hoverText(document: vscode.TextDocument, place: vscode.Position): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    place,
  );
  const parts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
  const text = parts.map(({ value }) => value).join('\n');
  return text.includes('$') ? text : undefined;
}

/** undefined as well when the editor gives the question up, as it does when something about the document changes meanwhile. */
async function actionAt(
  document: vscode.TextDocument,
  place: vscode.Position,
  title: RegExp,
): Promise<vscode.CodeAction | undefined> {
  try {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(place, place),
    );
    return actions.find((action) => title.test(action.title));
  } catch (error) {
    if (error instanceof Error && error.message === 'Canceled') return undefined;
    throw error;
  }
}

function panels(): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label);
}

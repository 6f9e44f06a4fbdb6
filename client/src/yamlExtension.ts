/** Tells the server for which files the YAML extension has schemas, so that nothing is said twice. */
import { Disposable, extensions, workspace } from 'vscode';
import type { DryfitServer } from './dryfitServer';

const YAML_EXTENSION = 'redhat.vscode-yaml';

export function tellYamlSchemas(server: DryfitServer): Disposable {
  const tell = (): void => {
    if (server.state === 'running') void server.yamlSchemas({ globs: yamlGlobs() });
  };
  tell();
  return Disposable.from(
    extensions.onDidChange(tell),
    server.onStateChanged(tell),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('yaml')) tell();
    }),
  );
}

/** Patterns of `yaml.schemas` (schema -> one glob or several); null: the extension is not there, or does not validate. */
function yamlGlobs(): readonly string[] | null {
  if (!extensions.getExtension(YAML_EXTENSION)) return null;
  const settings = workspace.getConfiguration('yaml');
  if (settings.get<boolean>('validate') === false) return null;
  const schemas = settings.get<Readonly<Record<string, unknown>>>('schemas') ?? {};
  return Object.values(schemas)
    .flat()
    .filter((glob): glob is string => typeof glob === 'string');
}

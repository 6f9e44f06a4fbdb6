/** The extension's way in and out: only what VS Code must find when activation returns. Everything else is loaded when there is
 *  something to do, in the editor's next turn, so that nobody waits for it; what is asked before that waits. */
import { commands, Disposable, window, type ExtensionContext } from 'vscode';
import type { Extension } from './afterActivation';
import { COMMAND_IDS, type CommandTarget } from './commandIds';
import { onDemand } from './demand';
import { PANEL_VIEW_TYPE } from './panelViewType';

let loaded: Promise<Extension> | undefined;

export function activate(context: ExtensionContext): void {
  const extension = (): Promise<Extension> => (loaded ??= load(context));
  context.subscriptions.push(
    ...COMMAND_IDS.map((id) =>
      commands.registerCommand(id, async (target?: CommandTarget) => (await extension()).run(id, target)),
    ),
    window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => (await extension()).restorePanel(panel, state),
    }),
    onDemand(context, () => void extension()),
    new Disposable(() => void loaded?.then((one) => one.dispose())),
  );
}

export async function deactivate(): Promise<void> {
  await (await loaded)?.stop();
}

async function load(context: ExtensionContext): Promise<Extension> {
  await new Promise((resolve) => setImmediate(resolve));
  const { Extension } = await import('./afterActivation.js');
  return new Extension(context);
}

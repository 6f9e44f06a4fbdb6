/** Registers what helps while writing: completion, hovers of fields, symbols, definitions, references, links. */
import type { ServerCapabilities } from 'vscode-languageserver';
import type { RegionSource } from '../authoring/values/value';
import { CompletionDocs } from './completionDocs';
import { guardRequest } from './guard';
import type { Session } from './session';

/** No colon: what it opened would be accepted by the line break that mostly follows it. */
const TRIGGER_CHARACTERS: readonly string[] = [' ', '"', "'", '/', '.', '[', ','];

/** Loaded with the first question: diagnostics need none of it. */
export const answers = (): typeof import('./answers') => require('./answers') as typeof import('./answers');

export const AUTHORING_CAPABILITIES: ServerCapabilities = {
  completionProvider: { triggerCharacters: [...TRIGGER_CHARACTERS], resolveProvider: true },
  documentSymbolProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentLinkProvider: { resolveProvider: false },
};

export function registerAuthoring(session: Session, regions: RegionSource): void {
  const { connection, guard } = session;
  const afterFlush = <P, R>(handle: (params: P) => R) => {
    return async (params: P): Promise<R> => {
      await session.whenReady;
      session.flush();
      return handle(params);
    };
  };
  const docs = new CompletionDocs();
  connection.onCompletionResolve((item) => docs.resolve(item));
  connection.onCompletion(
    guardRequest(
      guard,
      'completion',
      null,
      afterFlush((params) => answers().completion(session, { regions, docs }, params)),
    ),
  );
  connection.onDocumentSymbol(
    guardRequest(
      guard,
      'symbols',
      null,
      afterFlush((params) => answers().symbols(session, params)),
    ),
  );
  connection.onDefinition(
    guardRequest(
      guard,
      'definition',
      null,
      afterFlush((params) => answers().definition(session, params)),
    ),
  );
  connection.onReferences(
    guardRequest(
      guard,
      'references',
      null,
      afterFlush((params) => answers().references(session, params)),
    ),
  );
  connection.onDocumentLinks(
    guardRequest(
      guard,
      'links',
      null,
      afterFlush((params) => answers().links(session, params)),
    ),
  );
}

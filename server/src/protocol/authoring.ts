/** Registers what helps while writing: completion, hovers of fields, symbols, definitions, references, links. */
import type { ServerCapabilities } from 'vscode-languageserver';
import type { RegionSource } from '../authoring/values/value';
import { completion, TRIGGER_CHARACTERS } from './completion';
import { definition } from './definition';
import { links } from './documentLinks';
import { guardRequest } from './guard';
import { references } from './references';
import type { Session } from './session';
import { symbols } from './symbols';

export const AUTHORING_CAPABILITIES: ServerCapabilities = {
  completionProvider: { triggerCharacters: [...TRIGGER_CHARACTERS], resolveProvider: false },
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
  connection.onCompletion(
    guardRequest(
      guard,
      'completion',
      null,
      afterFlush((params) => completion(session, regions, params)),
    ),
  );
  connection.onDocumentSymbol(
    guardRequest(
      guard,
      'symbols',
      null,
      afterFlush((params) => symbols(session, params)),
    ),
  );
  connection.onDefinition(
    guardRequest(
      guard,
      'definition',
      null,
      afterFlush((params) => definition(session, params)),
    ),
  );
  connection.onReferences(
    guardRequest(
      guard,
      'references',
      null,
      afterFlush((params) => references(session, params)),
    ),
  );
  connection.onDocumentLinks(
    guardRequest(
      guard,
      'links',
      null,
      afterFlush((params) => links(session, params)),
    ),
  );
}

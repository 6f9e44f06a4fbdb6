/** Which documents take no part in a simulation because somebody refuses them. */
import type { CheckResult } from '../model/finding';
import { documentKey } from './cluster';

/** Keys of documents that the API server refuses, that cannot be read, or that a controller or webhook refuses later. */
export function refusedDocuments(check: Pick<CheckResult, 'documents' | 'findings'>): ReadonlySet<string> {
  const refused = new Set<string>();
  for (const { uri, index, verdict } of check.documents) {
    if (verdict === 'rejected' || verdict === 'unparseable') refused.add(documentKey(uri, index));
  }
  for (const { uri, document, source } of check.findings) {
    if (source === 'runtime') refused.add(documentKey(uri, document));
  }
  return refused;
}

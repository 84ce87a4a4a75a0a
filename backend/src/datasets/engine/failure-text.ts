import { LANGUAGES, type LocalizedText } from '../../domain/tickets/labels.ts';
import type { QueryRequest, QueryResult } from './run.ts';

/**
 * Why a query fails, in both languages: an answer is in that of its query alone, so that it is asked again in each.
 * @returns undefined where it does not fail any more
 */
export async function failureText(
  ask: (queries: readonly QueryRequest[]) => Promise<Record<string, QueryResult>>,
  query: QueryRequest
): Promise<LocalizedText | undefined> {
  const { fr, en } = await ask(LANGUAGES.map((language) => ({ ...query, refId: language, language })));
  return fr?.error === undefined || en?.error === undefined ? undefined : { fr: fr.error, en: en.error };
}

import { failureText } from '../../datasets/engine/failure-text.ts';
import type { QueryRequest, QueryResult } from '../../datasets/engine/run.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** The enterprises of the counters, or why nobody can say. */
export interface Enterprises {
  /** Canonical names; undefined: the organisations of enterprises are neither made nor called unwanted. */
  names: readonly string[] | undefined;
  note?: LocalizedText;
  problem?: LocalizedText;
}

const QUERY: QueryRequest = { refId: 'enterprises', dataset: 'counters.enterprises', params: {} };

/** Asks for the dataset `counters.enterprises`. */
export async function readEnterprises(
  query: (queries: readonly QueryRequest[]) => Promise<Record<string, QueryResult>>
): Promise<Enterprises> {
  const { [QUERY.refId]: result } = await query([QUERY]);
  // `counters_off`.
  if (result?.status === 404) {
    return {
      names: undefined,
      note: {
        fr: 'Les compteurs sont désactivés (COUNTERS_URL) : pas d’organisations d’entreprises.',
        en: 'The counters are off (COUNTERS_URL): no organisations of enterprises.',
      },
    };
  }
  const [frame] = result?.frames ?? [];
  if (frame === undefined) {
    const reason = await failureText(query, QUERY);
    return {
      names: undefined,
      problem: {
        fr: `Les entreprises des compteurs ne sont pas connues (${reason?.fr ?? 'pas de réponse'}) : leurs organisations restent comme elles sont.`,
        en: `The enterprises of the counters are not known (${reason?.en ?? 'no answer'}): their organisations stay as they are.`,
      },
    };
  }
  const names = (frame.data.values[0] ?? []).map(String);
  // A table that was just emptied must not make every organisation unwanted.
  return names.length === 0
    ? {
        names: undefined,
        problem: {
          fr: 'Les compteurs ne contiennent aucune entreprise : les organisations restent comme elles sont.',
          en: 'The counters hold no enterprise: the organisations stay as they are.',
        },
      }
    : { names };
}

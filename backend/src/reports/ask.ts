import type { Catalogue } from '../datasets/engine/catalogue.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { answer, checkRequest, startReading } from '../datasets/engine/read.ts';
import type { AnyRow } from '../datasets/engine/rows.ts';
import type { Access } from '../domain/access/access.ts';
import { VigieError } from '../domain/errors.ts';

/** A question to the datasets, as a panel would ask it. */
export interface Question {
  dataset: string;
  params?: Record<string, unknown>;
  /** Local days, both included; without them the dataset's own range. */
  range?: { from: Date; to: Date };
}

/** Asks the datasets with the rights of one report. */
export type Ask = (question: Question) => Promise<AnyRow[]>;

/** The longest that the questions of one report may take together, in milliseconds. */
const TIME_LIMIT_MS = 120_000;

/**
 * A way to the datasets for one report, with the rights given and no others.
 * An answer that was kept for an outage is refused: a screen may show it with its age, a report would be wrong forever.
 *
 * @returns rejects with a {@link VigieError} for what keeps a dataset from answering
 */
export function asking(
  services: DatasetServices,
  catalogue: Catalogue,
  access: Access,
  { timezone, signal }: { timezone: string; signal: AbortSignal }
): Ask {
  const reading = startReading(services, access, AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]));
  return async ({ dataset, params, range }) => {
    const request = { dataset, params, from: range?.from.getTime(), to: range?.to.getTime(), timezone };
    const { rows, kept } = await answer(reading, checkRequest(reading, catalogue, request));
    if (kept) {
      throw new VigieError('source_unavailable', {
        fr: `${dataset} n’a pas de réponse de maintenant : sa source ne répond pas`,
        en: `${dataset} has no answer of now: its source does not answer`,
      });
    }
    return rows;
  };
}

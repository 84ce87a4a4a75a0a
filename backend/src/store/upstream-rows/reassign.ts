import { sql, type Transaction } from 'kysely';

import type { ClassificationRules } from '../../domain/tickets/classify.ts';
import { type Assignment, assignTicket } from '../../domain/tickets/queues.ts';
import type { StoreSchema } from '../schema.ts';
import { FACT_COLUMNS, factsOf } from './ticket-facts.ts';

/** Tickets read and written at once: bounds the memory and keeps statements short. */
const BATCH = 5000;

type Moved = Assignment & { connection: string; external_id: number };
type LastKey = Pick<Moved, 'connection' | 'external_id'>;

/** Computes queue and client of all tickets again; only rows whose values change are written. */
export async function reassign(transaction: Transaction<StoreSchema>, rules: ClassificationRules): Promise<void> {
  let last: LastKey | undefined;
  do {
    last = await reassignBatch(transaction, rules, last);
  } while (last !== undefined);
}

/** @returns the last ticket looked at; undefined when there are no more */
async function reassignBatch(
  transaction: Transaction<StoreSchema>,
  rules: ClassificationRules,
  after: LastKey | undefined
): Promise<LastKey | undefined> {
  const rows = await transaction
    .selectFrom('tickets')
    .select([...FACT_COLUMNS, 'external_id', 'queue', 'client'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(connection, external_id) > (${after?.connection}, ${after?.external_id}::bigint)`)
    )
    .orderBy('connection')
    .orderBy('external_id')
    .limit(BATCH)
    .execute();
  const moved = rows.flatMap((row): Moved[] => {
    const { queue, client } = assignTicket(rules, factsOf(row));
    return queue === row.queue && client === row.client
      ? []
      : [{ connection: row.connection, external_id: row.external_id, queue, client }];
  });
  if (moved.length > 0) {
    await sql`
      update tickets set queue = moved.queue, client = moved.client
      from json_to_recordset(cast(${JSON.stringify(moved)}::text as json))
        as moved (connection text, external_id bigint, queue text, client text)
      where tickets.connection = moved.connection and tickets.external_id = moved.external_id`.execute(transaction);
  }
  return rows.length < BATCH ? undefined : rows.at(-1);
}

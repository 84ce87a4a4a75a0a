import { removeCustomersNotReadSince, upsertCustomers } from '../../store/upstream-rows/customers-repository.ts';
import { readWholeList } from '../connections/whole-list.ts';
import { type AteraContext, CONCURRENT_PAGES } from './context.ts';
import { summarise } from './list-reading.ts';

/** Reads all customers; those that a complete reading does not hold leave the store. */
export async function reconcileCustomers(context: AteraContext, signal: AbortSignal): Promise<void> {
  const { client, db, states } = context;
  const list = await readWholeList({
    readPage: (page) => client.customersPage({ page }, { priority: 'background', signal }),
    store: (pages) => upsertCustomers(db, client.name, pages),
    concurrency: CONCURRENT_PAGES,
  });
  if (list.complete) {
    await removeCustomersNotReadSince(db, client.name, list.startedAt);
  }
  await states.reconciled('customers', summarise({ fr: 'clients', en: 'customers' }, [list]));
}

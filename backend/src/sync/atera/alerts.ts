import type { UpstreamAlert } from '../../domain/tickets/ticket.ts';
import { alertIds, removeAlerts, upsertAlerts } from '../../store/upstream-rows/alerts-repository.ts';
import type { Page } from '../../upstreams/http/page.ts';
import { readWholeList } from '../connections/whole-list.ts';
import { type AteraContext, CONCURRENT_PAGES } from './context.ts';
import { summarise } from './list-reading.ts';

/** Reads open alerts. They have no change feed, so a refresh looks at both ends of the list. */
export interface AlertsReader {
  /** First and last page; the whole list only when its length or something at its ends moved. */
  refresh(signal: AbortSignal): Promise<void>;
  reconcile(signal: AbortSignal): Promise<void>;
}

export function createAlertsReader(context: AteraContext): AlertsReader {
  const { client, db, states } = context;
  /** What both ends of the list looked like when it was last known to be completely stored. */
  let knownEnds: string | undefined;
  let reconciles = 0;

  async function readAll(
    signal: AbortSignal,
    priority: 'refresh' | 'reading',
    alreadyRead: readonly Page<UpstreamAlert>[]
  ): Promise<boolean> {
    const list = await readWholeList({
      readPage: (page) => client.openAlertsPage({ page }, { priority, signal }),
      store: (pages) => upsertAlerts(db, client.name, pages),
      concurrency: CONCURRENT_PAGES,
      alreadyRead,
    });
    // An incomplete reading may lack alerts that are still open: those in the store stay until a complete one.
    if (list.complete) {
      const stored = await alertIds(db, client.name);
      const closed = [...stored].filter((id) => !list.ids.has(id));
      await removeAlerts(db, client.name, closed, list.startedAt);
    }
    await states.reconciled('alerts', summarise({ fr: 'alertes ouvertes', en: 'open alerts' }, [list]));
    return list.complete;
  }

  return {
    async refresh(signal) {
      const reconcilesBefore = reconciles;
      const read = (page: number) => client.openAlertsPage({ page }, { priority: 'refresh', signal });
      const first = await read(1);
      const pages = first.totalPages > 1 ? [first, await read(first.totalPages)] : [first];
      const ends = JSON.stringify(pages.map(({ totalItems, items }) => [totalItems, items]));
      const stands = knownEnds === undefined ? await matchesStore(context, pages) : knownEnds === ends;
      const complete = stands || (await readAll(signal, 'refresh', pages));
      if (stands) {
        await states.refreshed('alerts');
      }
      knownEnds = complete && reconciles === reconcilesBefore ? ends : undefined;
    },
    async reconcile(signal) {
      try {
        await readAll(signal, 'reading', []);
      } finally {
        // A refresh may have gone on beside it, and either one stored what the other knew to be closed: the next refresh
        // compares with the store.
        reconciles += 1;
        knownEnds = undefined;
      }
    },
  };
}

/** After a restart the ends are not known: the store then tells whether anything moved. */
async function matchesStore({ client, db }: AteraContext, pages: readonly Page<UpstreamAlert>[]): Promise<boolean> {
  const stored = await alertIds(db, client.name);
  return (
    pages.length > 1 &&
    pages.every(({ totalItems }) => totalItems === stored.size) &&
    pages.every(({ items }) => items.every((alert) => stored.has(alert.externalId)))
  );
}

import type { UpstreamTicket } from '../../domain/tickets/ticket.ts';
import type { Page } from '../../upstreams/http/page.ts';
import { OVERLAP_MS } from '../connections/overlap.ts';
import { readWholeList } from '../connections/whole-list.ts';
import { type AteraContext, CONCURRENT_PAGES } from './context.ts';
import { summarise } from './list-reading.ts';
import { Overlap } from './overlap.ts';
import { storeChanges } from './tickets.ts';

/** Reads what changed since the last reading: one request when it fits a page, or when all but the first page is known. */
export type ChangesReader = (signal: AbortSignal) => Promise<void>;

/**
 * The mark that is stored is where the last whole reading of the changes began. Each one starts five minutes before the
 * mark. Where that takes several pages, the refreshes that follow ask for the first page of the same list only, until it
 * shows something that it cannot explain, or until five minutes have passed on Atera's clock. Then the whole list is read
 * again, so that a change that Atera shows up to five minutes late is always found.
 */
export function createChangesReader(context: AteraContext): ChangesReader {
  const { client, states, recentChanges } = context;
  let overlap: Overlap | undefined;

  return async (signal) => {
    const watermark = (await states.get('tickets'))?.watermark;
    if (!watermark) {
      throw new Error('tickets are refreshed only after a first reading');
    }
    const read = async (page: number, since: Date): Promise<Page<UpstreamTicket>> => {
      const answer = await client.modifiedTicketsPage({ page, since }, { priority: 'refresh', signal });
      recentChanges.add(answer.items);
      return answer;
    };

    // Another process may have read meanwhile: the mark is then its own.
    const known = overlap?.readAt.getTime() === watermark.getTime() ? overlap : undefined;
    if (known?.isLong) {
      const first = await read(1, known.since);
      const age = (first.serverDate ?? first.readAt).getTime() - watermark.getTime();
      if (age < OVERLAP_MS && known.isAllOf(first)) {
        await storeChanges(context, [first]);
        known.add(first);
        await states.refreshed('tickets');
        return;
      }
    }

    const since = new Date(watermark.getTime() - OVERLAP_MS);
    const pages = new Map<number, Page<UpstreamTicket>>();
    const list = await readWholeList({
      readPage: async (number) => {
        const page = await read(number, since);
        pages.set(number, page);
        return page;
      },
      store: (some) => storeChanges(context, some),
      concurrency: CONCURRENT_PAGES,
    });
    const { problem } = summarise({ fr: 'tickets modifiés', en: 'changed tickets' }, [list]);
    const readAt = list.serverDate ?? list.startedAt;
    // The mark stays where it was when something is missing: the next refresh asks for it again.
    await states.refreshed('tickets', { watermark: list.complete ? readAt : undefined, problem });
    overlap =
      list.complete && list.broken.length === 0
        ? new Overlap({ readAt, since, pages: [...pages.values()] }, known)
        : undefined;
  };
}

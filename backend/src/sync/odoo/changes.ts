import type { OdooDomain } from '../../domain/rules/rules.ts';
import type { Call } from '../../upstreams/http/resilience.ts';
import { SLICE_SIZE } from '../../upstreams/odoo/client.ts';
import { OVERLAP_MS } from '../connections/overlap.ts';
import { type OdooContext, odooDateTime, queueDomain } from './context.ts';
import { brokenLeads, type LeadsReading, readLeads } from './leads.ts';

const SECOND_MS = 1000;
/** Ids that are named to Odoo as known: some 400 kB, below the megabyte that proxies let pass. */
const MAX_KNOWN = 50_000;

/** What the last whole reading of the changes held, and what came since. */
interface Overlap {
  /** Odoo's clock when the whole reading began: the mark that was stored. */
  readAt: Date;
  known: Set<number>;
  /** Known leads that are changed from here on are asked for again. */
  changedFrom: Date;
}

/** Reads what changed since the last reading, archived leads included: one request when nothing did. */
export type ChangesReader = (signal: AbortSignal) => Promise<void>;

/**
 * Changes are asked for from five minutes before the stored mark on, which moves with each whole reading. Where that took
 * more than one request (one write may change thousands of leads), the refreshes that follow leave out what is known, until
 * five minutes have passed on Odoo's clock. Then all is read again: so a change that is dated up to five minutes before it
 * can be seen is always found, one of a known lead included.
 */
export function createChangesReader(context: OdooContext): ChangesReader {
  const { states, rules } = context;
  let overlap: Overlap | undefined;

  return async (signal) => {
    const watermark = (await states.get('tickets'))?.watermark;
    if (!watermark) {
      throw new Error('leads are refreshed only after a first reading');
    }
    const call: Call = { priority: 'refresh', signal };
    const since = odooDateTime(new Date(watermark.getTime() - OVERLAP_MS));
    const changes: OdooDomain = [...queueDomain(rules), ['write_date', '>=', since]];

    // Another process may have read meanwhile: the mark is then its own.
    if (overlap?.readAt.getTime() === watermark.getTime()) {
      const news = await readLeads(context, [...changes, ...notKnown(overlap)], call);
      overlap = extended(overlap, news);
      if (overlap !== undefined && clockOf(news).getTime() - watermark.getTime() < OVERLAP_MS) {
        await states.refreshed('tickets');
        return;
      }
    }

    const reading = await readLeads(context, changes, call);
    const problem = brokenLeads(reading);
    const readAt = clockOf(reading);
    await states.refreshed('tickets', { watermark: problem === null ? readAt : undefined, problem });
    const isLong = reading.ids.size >= SLICE_SIZE;
    overlap = isLong ? extended({ readAt, known: new Set(), changedFrom: new Date(0) }, reading) : undefined;
  };
}

function notKnown({ known, changedFrom }: Overlap): OdooDomain {
  return ['|', ['write_date', '>=', odooDateTime(changedFrom)], ['id', 'not in', [...known]]];
}

/** With what a reading brought; undefined when that cannot be relied on or is too much to tell. */
function extended(overlap: Overlap, reading: LeadsReading): Overlap | undefined {
  const known = new Set([...overlap.known, ...reading.ids]);
  if (reading.broken > 0 || known.size > MAX_KNOWN || (reading.ids.size > 0 && reading.newestWrite === null)) {
    return undefined;
  }
  const changedFrom = new Date(Math.max(overlap.changedFrom.getTime(), settledUntil(reading)));
  return { ...overlap, known, changedFrom };
}

/**
 * From when on a lead of a reading may have changed since it was read: behind the second of the latest change seen, yet not
 * behind the start of the reading, whose first leads may have changed while the last ones were read.
 */
function settledUntil({ newestWrite, serverDate }: LeadsReading): number {
  if (newestWrite === null) {
    return 0;
  }
  return serverDate === null
    ? newestWrite.getTime()
    : Math.min(newestWrite.getTime() + SECOND_MS, serverDate.getTime());
}

function clockOf({ serverDate, startedAt }: LeadsReading): Date {
  return serverDate ?? startedAt;
}

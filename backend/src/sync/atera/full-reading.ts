import type { UpstreamTicket } from '../../domain/ticket.ts';
import { ITEMS_IN_PAGE } from '../../integrations/atera/client.ts';
import type { Page } from '../../integrations/shared/page.ts';
import { countTicketsReadSince } from '../../store/tickets-repository.ts';
import { INCOMPLETE, type ReadingProblem } from '../../store/source-states-writer.ts';
import type { AteraContext } from './context.ts';
import { storeTickets } from './tickets.ts';

/** Pages asked for at the same time: history is in no hurry. */
const PAGES_AT_ONCE = 4;
/** Pages read again after an interruption: tickets deleted meanwhile let others move up. */
const RESUME_OVERLAP_PAGES = 2;
const MAX_PASSES = 2;
/** After so many steps back in a pass the list moves too much to follow; what it then lacks, the count at the end tells. */
const MAX_STEPS_BACK = 50;

/**
 * Reads every ticket, whatever its status, in the background: history, and the statuses no rule knows.
 * Progress is kept a few pages at a time, so that an interrupted reading resumes where it was.
 *
 * A long list moves while it is read. New tickets are none of its business (each refresh brings them); when the list
 * shrinks, those behind have moved up, and as many places are read again. In the end the store must hold as many tickets
 * read since the beginning as were announced, else a second pass is made.
 */
export async function readAllTickets(context: AteraContext, signal: AbortSignal): Promise<void> {
  const { client, db, states } = context;
  const reached = (await states.get('tickets'))?.full_read_page ?? 0;
  let start = Math.max(1, reached + 1 - RESUME_OVERLAP_PAGES);
  let problem: ReadingProblem | null = null;
  for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
    const startedAt = new Date();
    const { announced, broken } = await readPagesFrom(context, start, signal);
    if (start > 1) {
      break; // What the interrupted part had read cannot be counted any more.
    }
    const stored = await countTicketsReadSince(db, client.name, startedAt);
    const missing = announced - broken - stored;
    problem = missing > 0 ? missingTickets(announced, missing) : null;
    if (problem === null) {
      break;
    }
    start = 1;
  }
  await states.fullyRead('tickets', problem);
}

async function readPagesFrom(
  context: AteraContext,
  start: number,
  signal: AbortSignal
): Promise<{ announced: number; broken: number }> {
  const { client, states } = context;
  let next = start;
  let lastPage = start;
  let announced: number | undefined;
  let broken = 0;
  let stepsBack = 0;
  while (next <= lastPage) {
    const count = Math.min(PAGES_AT_ONCE, lastPage - next + 1);
    const numbers = Array.from({ length: count }, (_, index) => next + index);
    const pages = await Promise.all(
      numbers.map((page) => client.ticketsPage({ page }, { priority: 'background', signal }))
    );
    await storeTickets(context, pages);
    broken += pages.reduce((sum, page) => sum + page.broken, 0);
    const total = Math.min(...pages.map((page) => page.totalItems));
    const shrunkBy = Math.max(0, Math.max(announced ?? 0, ...pages.map((page) => page.totalItems)) - total);
    const pagesBack = Math.ceil(shrunkBy / ITEMS_IN_PAGE);
    announced = total;
    lastPage = lastPageOf(pages);
    if (pagesBack > 0 && stepsBack < MAX_STEPS_BACK) {
      stepsBack += 1;
      next = Math.max(1, next - pagesBack);
    } else {
      next += count;
    }
    await states.fullReadingReached('tickets', next - 1);
  }
  return { announced: announced ?? 0, broken };
}

function lastPageOf(pages: readonly Page<UpstreamTicket>[]): number {
  return Math.max(...pages.map((page) => page.totalPages));
}

function missingTickets(announced: number, missing: number): ReadingProblem {
  return {
    code: INCOMPLETE,
    message: `Atera announced ${announced} tickets in all, of which ${missing} never came`,
  };
}

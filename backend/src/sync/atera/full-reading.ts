import type { UpstreamTicket } from '../../domain/tickets/ticket.ts';
import { type FullReadingProgress, INCOMPLETE, type ReadingProblem } from '../../store/sources/source-states-writer.ts';
import type { Page } from '../../upstreams/http/page.ts';
import type { AteraContext } from './context.ts';
import { namesOf } from './list-reading.ts';
import { readStretch } from './read-stretch.ts';
import { announcedPages, type Stretch } from './stretch.ts';
import { storeTickets } from './tickets.ts';

/** Pages proved together. A list that moves meanwhile is tried again with half as many. */
const PAGES_AT_ONCE = 8;
/** Tries in a row that prove nothing, after which the reading stops for a while and then goes on from where it was. */
const MAX_TRIES = 12;
const MAX_PASSES = 2;
/** Last ids of what is proved that are looked for again; one of them must still be there. */
const ANCHOR_IDS = 50;

const START: FullReadingProgress = { page: 0, anchor: [], announced: null, rows: 0, missing: 0 };

interface PassResult {
  progress: FullReadingProgress;
  /** Tickets without usable id, each by its place. */
  broken: readonly string[];
  whole: boolean;
}

/**
 * Reads every ticket, whatever its status, in the background: history, and the statuses no rule knows.
 *
 * A long list moves while it is read, and across an interruption. So it is proved stretch by stretch: the pages of a
 * stretch announce one total, its end stands as it was when all are read, and it begins with tickets that the stretch
 * before had proved; where those are no longer found, tickets that left have let others move up, and the reading steps
 * back until it finds them. What a page lacks of what its place in the list promises is missing. New tickets and changes
 * are none of this reading's business: each refresh brings them.
 *
 * @returns what is missing, null once the reading is whole. As long as it is not, the reading counts as not done
 */
export async function readAllTickets(context: AteraContext, signal: AbortSignal): Promise<ReadingProblem | null> {
  const { states } = context;
  let progress = (await states.fullReadingProgress('tickets')) ?? START;
  for (let pass = 1; ; pass += 1) {
    const result = await readPass(context, progress, signal);
    if (result.whole && result.progress.missing === 0) {
      await states.fullyRead('tickets', result.broken.length === 0 ? null : withoutId(result.broken), result.progress);
      return null;
    }
    const problem = result.whole ? missingTickets(result.progress) : keptChanging(result.progress);
    if (!result.whole || pass === MAX_PASSES) {
      // What is missing may be anywhere: only a reading from the start finds it. A list that moved is gone on with.
      await states.fullReadingIncomplete(
        'tickets',
        problem,
        result.whole ? { ...result.progress, page: 0, anchor: [] } : result.progress
      );
      return problem;
    }
    progress = START;
  }
}

/** Reads from where the progress stands to the end of the list. */
async function readPass(context: AteraContext, from: FullReadingProgress, signal: AbortSignal): Promise<PassResult> {
  const { client, states } = context;
  const read = async (page: number): Promise<Page<UpstreamTicket>> => {
    const answer = await client.ticketsPage({ page }, { priority: 'background', signal });
    await storeTickets(context, [answer]);
    return answer;
  };
  let progress = from;
  let first = Math.max(1, from.page);
  let size = PAGES_AT_ONCE;
  let broken: readonly string[] = [];
  for (let tries = 0; tries < MAX_TRIES;) {
    const stretch = await readStretch(read, first, size);
    const start = stretch?.startAfter(progress.anchor);
    if (stretch === undefined) {
      size = Math.max(1, Math.floor(size / 2));
      tries += 1;
    } else if (start === undefined) {
      first = Math.max(1, first - size);
      tries += first === 1 ? 1 : 0;
    } else {
      // From the very start nothing was counted before.
      const before = first === 1 ? START : progress;
      broken = [...(first === 1 ? [] : broken), ...stretch.brokenFrom(start)];
      const missing = before.missing + stretch.missingFrom(start);
      const reachesEnd = stretch.lastPage >= announcedPages(stretch.end);
      const endsEmpty = stretch.endsEmpty;
      progress = {
        page: stretch.lastPage,
        anchor: stretch.ids.length === 0 ? progress.anchor : stretch.ids.slice(-ANCHOR_IDS),
        announced: stretch.end.totalItems,
        missing: endsEmpty ? missing + stretch.announcedBehind : missing,
        rows: Math.max(0, stretch.positionsUpTo - missing),
      };
      if (reachesEnd || endsEmpty) {
        await readBeyond(read, stretch);
        return { progress, broken, whole: true };
      }
      await states.fullReadingReached('tickets', progress);
      first = stretch.lastPage;
      size = Math.min(PAGES_AT_ONCE, size * 2);
      tries = 0;
    }
  }
  return { progress, broken, whole: false };
}

/** A list that announces less than it holds goes on behind its announced end; that costs a request where its last page is full. */
async function readBeyond(read: (page: number) => Promise<Page<UpstreamTicket>>, { end }: Stretch): Promise<void> {
  let last: Pick<Page<UpstreamTicket>, 'page' | 'items' | 'broken' | 'itemsInPage'> = end as Page<UpstreamTicket>;
  while (last.items.length + last.broken.length >= last.itemsInPage) {
    last = await read(last.page + 1);
  }
}

function missingTickets({ announced, missing }: FullReadingProgress): ReadingProblem {
  const text = {
    fr: `Atera a annoncé ${announced ?? 0} tickets en tout, dont ${missing} ne sont jamais venus : ils sont redemandés`,
    en: `Atera announced ${announced ?? 0} tickets in all, of which ${missing} never came: they are asked for again`,
  };
  return { code: INCOMPLETE, text };
}

function keptChanging({ announced, rows }: FullReadingProgress): ReadingProblem {
  const text = {
    fr: `la liste de tous les tickets changeait sans cesse après ${rows} sur ${announced ?? 0} : la lecture reprend sous peu`,
    en: `the list of all tickets kept changing after ${rows} of ${announced ?? 0}: the reading goes on shortly`,
  };
  return { code: INCOMPLETE, text };
}

function withoutId(broken: readonly string[]): ReadingProblem {
  const text = {
    fr: `${broken.length} tickets n’ont pas d’identifiant utilisable (${namesOf(broken)}) : ils sont laissés de côté, tous les autres sont lus`,
    en: `${broken.length} tickets carry no usable id (${namesOf(broken)}): they are left out, all others are read`,
  };
  return { code: INCOMPLETE, text };
}

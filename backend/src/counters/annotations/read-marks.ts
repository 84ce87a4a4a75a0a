import type { Access } from '../../domain/access/access.ts';
import type { Day } from '../../domain/clock/calendar.ts';
import { createBreather } from '../../liveness/breather.ts';
import type { Counters } from '../counters.ts';
import { readDayTable } from '../entries/day-table.ts';
import { compareCodePoints } from '../entries/order.ts';
import { readSites, uniqueSites } from '../sites/sites.ts';
import { verdictRules } from '../verdicts/judged-days.ts';
import { closureMarks, holidayMarks } from './closed-marks.ts';
import type { Mark, MarkKind } from './marks.ts';
import { zeroMarks } from './zero-marks.ts';

export interface MarksRequest {
  kinds: readonly MarkKind[];
  /** Narrows to these enterprises. */
  enterprises?: readonly string[];
  from: Day;
  to: Day;
  now: Date;
  /** Of the caller. */
  signal?: AbortSignal;
}

type Provider = (counters: Counters, access: Access, request: Omit<MarksRequest, 'kinds'>) => Promise<Mark[]>;

/** Where the marks of each kind come from; a new kind is a line here and a name in `MARK_KINDS`. */
const PROVIDERS: Record<MarkKind, Provider> = {
  closure: async (counters, access, { enterprises, ...range }) =>
    closureMarks(counters.closures, uniqueSites(await readSites(counters, access, enterprises)), range),
  holiday: async (counters, access, { enterprises, ...range }) =>
    holidayMarks(counters.closures, uniqueSites(await readSites(counters, access, enterprises)), range),
  zero: async (counters, access, { enterprises, signal, now, ...range }) => {
    const { sites, table } = await readDayTable(counters, access, { enterprises, ...range, now });
    return zeroMarks(verdictRules(counters, now), sites, table, range, createBreather(signal));
  },
};

/** Marks of the caller's sites, by day, then kind and enterprise. */
export async function readMarks(
  counters: Counters,
  access: Access,
  { kinds, ...request }: MarksRequest
): Promise<Mark[]> {
  const marks = await Promise.all(kinds.map((kind) => PROVIDERS[kind](counters, access, request)));
  const orderOf = ({ kind, enterprises, title }: Mark): string => [kind, ...enterprises, title.en].join(' ');
  return marks.flat().sort((a, b) => compareCodePoints(a.from, b.from) || compareCodePoints(orderOf(a), orderOf(b)));
}

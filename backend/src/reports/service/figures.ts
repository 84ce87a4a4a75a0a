import { DateTime } from 'luxon';

import type { AnyRow } from '../../datasets/engine/rows.ts';
import { zoneNamed } from '../../domain/clock/zone.ts';
import type { Ask } from '../ask.ts';
import { countIn, numberIn } from '../cells.ts';
import { type Period, periodOf } from '../period.ts';

/** Tickets of which something was done in time, and of which it was not. */
export interface InTime {
  met: number;
  missed: number;
}

export interface ServiceDay {
  day: string;
  created: number;
  resolved: number;
}

export interface ClientFigures {
  client: string;
  /** At the time of the report. */
  open: number;
  overdue: number;
  resolved: number;
  /** Mean of the tickets resolved in the week. */
  resolutionMeanSeconds: number | null;
  firstResponse: InTime;
  resolution: InTime;
}

/** Everything that a weekly service report says. */
export interface ServiceFigures {
  period: Period;
  days: ServiceDay[];
  created: number;
  resolved: number;
  createdBefore: number;
  resolvedBefore: number;
  /** Active tickets in the first and in the last snapshot of the week; null without one. */
  backlog: { first: number; last: number } | null;
  /** Of the tickets created in the week. */
  firstResponse: { meanSeconds: number | null; answered: number; unanswered: number };
  firstResponseInTime: InTime;
  resolutionInTime: InTime;
  /** In the order of the rules, the others last. */
  clients: ClientFigures[];
}

/** Reads the figures of a week, all of them from datasets that the screens ask. */
export async function readServiceFigures(
  ask: Ask,
  { period, timezone }: { period: Period; timezone: string }
): Promise<ServiceFigures> {
  const { range } = period;
  const flow = await ask({ dataset: 'tickets.flow', range });
  const before = await ask({
    dataset: 'tickets.flow',
    range: periodOf('service', range.from, timezone).range,
  });
  const responses = await ask({ dataset: 'tickets.first_response', range });
  const levels = await ask({ dataset: 'tickets.sla_period', params: { by: 'client' }, range });
  return {
    period,
    days: flow.map((row) => ({
      day: DateTime.fromJSDate(row['day'] as Date, { zone: zoneNamed(timezone) }).toFormat('yyyy-MM-dd'),
      created: countIn(row['created']),
      resolved: countIn(row['resolved']),
    })),
    created: sum(flow, 'created'),
    resolved: sum(flow, 'resolved'),
    createdBefore: sum(before, 'created'),
    resolvedBefore: sum(before, 'resolved'),
    backlog: backlogOf(await ask({ dataset: 'tickets.history', params: { by: 'class' }, range })),
    firstResponse: {
      meanSeconds: meanOf(responses, 'count'),
      answered: sum(responses, 'count'),
      unanswered: sum(responses, 'unanswered'),
    },
    firstResponseInTime: inTime(levels, 'first_response'),
    resolutionInTime: inTime(levels, 'resolution'),
    clients: clientsOf(
      await ask({ dataset: 'tickets.by_client' }),
      levels,
      await ask({ dataset: 'tickets.resolution', params: { by: 'client' }, range })
    ),
  };
}

const sum = (rows: readonly AnyRow[], column: string): number =>
  rows.reduce((total, row) => total + countIn(row[column]), 0);

const inTime = (rows: readonly AnyRow[], of: 'first_response' | 'resolution'): InTime => ({
  met: sum(rows, `${of}_met`),
  missed: sum(rows, `${of}_missed`),
});

/** The mean of all from the means of the days, which is exact; medians cannot be put together. */
function meanOf(rows: readonly AnyRow[], weight: string): number | null {
  const weights = sum(rows, weight);
  const total = rows.reduce((seconds, row) => seconds + countIn(row['mean_s']) * countIn(row[weight]), 0);
  return weights === 0 ? null : total / weights;
}

function backlogOf(history: readonly AnyRow[]): ServiceFigures['backlog'] {
  const times = [...new Set(history.map((row) => (row['time'] as Date).getTime()))].sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  const at = (time: number): number =>
    sum(
      history.filter((row) => (row['time'] as Date).getTime() === time),
      'count'
    );
  return first === undefined || last === undefined ? null : { first: at(first), last: at(last) };
}

/** Those of whom there is anything to say. */
function clientsOf(
  open: readonly AnyRow[],
  levels: readonly AnyRow[],
  resolutions: readonly AnyRow[]
): ClientFigures[] {
  const names = [...new Set([...open, ...levels, ...resolutions].map((row) => String(row['client'])))];
  const rowsOf = (rows: readonly AnyRow[], client: string): AnyRow[] => rows.filter((row) => row['client'] === client);
  return names
    .map((client): ClientFigures => {
      const [now, service, resolution] = [open, levels, resolutions].map((rows) => rowsOf(rows, client));
      return {
        client,
        open: sum(now ?? [], 'open'),
        overdue: sum(now ?? [], 'overdue'),
        resolved: sum(resolution ?? [], 'resolved'),
        resolutionMeanSeconds: numberIn(resolution?.[0]?.['mean_s']),
        firstResponse: inTime(service ?? [], 'first_response'),
        resolution: inTime(service ?? [], 'resolution'),
      };
    })
    .filter(
      ({ open: tickets, resolved, firstResponse, resolution }) =>
        tickets + resolved + firstResponse.met + firstResponse.missed + resolution.met + resolution.missed > 0
    );
}

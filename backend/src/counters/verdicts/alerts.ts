import type { Access } from '../../domain/access/access.ts';
import type { Day } from '../../domain/clock/calendar.ts';
import type { Counters } from '../counters.ts';
import { readToday } from '../figures/today-sites.ts';
import type { Site } from '../sites/sites.ts';
import { comparableDays, dropOf } from './drops.ts';
import { type JudgedDays, judgeLastDays, judgeSites } from './judged-days.ts';
import { alertSentence, dropSentence, silentSentence } from './sentences.ts';
import { silentSince } from './silent-today.ts';

/**
 * What a counter can be reported for: a day at zero, a day without data, a counted day far below the usual, and an hourly
 * feed that has fallen silent today.
 */
export type AlertKind = JudgedKind | 'silent_today';
/** Those that judge a day that is over. */
export type JudgedKind = 'zero' | 'no_data' | 'drop';

/** A site, the day it is judged by, and whether it is to be reported. */
export interface AlertState {
  site: Site;
  day: Day;
  /** What came on that day; null when nothing valid did. */
  entries: number | null;
  firing: boolean;
  /** How far below the usual, in percent; null when nothing can be said, and for the other kinds of alert. */
  dropPercent: number | null;
  /** The hour since which nothing has come; null when the counter is not silent today, and for the other kinds of alert. */
  sinceHour: number | null;
}

export interface AlertRequest {
  kind: AlertKind;
  /** Narrows to these enterprises. */
  enterprises?: readonly string[];
  now: Date;
  /** Drop in percent from which on there is an alert. */
  dropPercent: number;
  /** Of the caller. */
  signal?: AbortSignal;
}

/**
 * Whether each site the caller may see is to be reported now: for its today, or for the last day that can be judged
 * (`judgeLastDays`).
 */
export async function readAlertStates(
  counters: Counters,
  access: Access,
  request: AlertRequest
): Promise<AlertState[]> {
  const { kind, dropPercent } = request;
  return kind === 'silent_today'
    ? silentToday(counters, access, request)
    : alertStates(await judgeLastDays(counters, access, request, alsoRead(kind)), kind, dropPercent);
}

/**
 * Whether each site is to be reported for a day.
 * @param request.day absent: each site's yesterday, or its today for `silent_today`, which knows no other.
 */
export async function readDayAlerts(
  counters: Counters,
  access: Access,
  request: AlertRequest & { day?: Day }
): Promise<AlertState[]> {
  const { kind, dropPercent } = request;
  return kind === 'silent_today'
    ? silentToday(counters, access, request)
    : alertStates(await judgeSites(counters, access, request, alsoRead(kind)), kind, dropPercent);
}

function alsoRead(kind: JudgedKind): ((day: Day) => readonly Day[]) | undefined {
  return kind === 'drop' ? comparableDays : undefined;
}

/**
 * Whether each judged day is to be reported.
 * @param limit drop in percent from which on there is an alert.
 */
export function alertStates({ days, rules, find }: JudgedDays, kind: JudgedKind, limit: number): AlertState[] {
  return days.map((judged) => {
    const { site, day, verdict, received } = judged;
    const entries = (received?.validRows ?? 0) > 0 ? (received?.entries ?? 0) : null;
    const state = { site, day, entries, dropPercent: null, sinceHour: null };
    if (kind !== 'drop') {
      return { ...state, firing: verdict === kind };
    }
    const change = dropOf(rules, judged, find)?.changePercent;
    return change === undefined
      ? { ...state, firing: false }
      : { ...state, firing: change <= -limit, dropPercent: -change };
  });
}

async function silentToday(counters: Counters, access: Access, request: AlertRequest): Promise<AlertState[]> {
  const { days, clock } = await readToday(counters, access, request);
  const rules = { ...counters.rules.today, clock, closures: counters.closures };
  return days.map((one) => {
    const since = silentSince(rules, one);
    return {
      site: one.site,
      day: one.today,
      entries: one.figures.entries,
      firing: since !== undefined,
      dropPercent: null,
      sinceHour: since ?? null,
    };
  });
}

/** The sentence of a site that is reported. */
export function sentenceOf(kind: AlertKind, { site, day, dropPercent, sinceHour }: AlertState): string {
  switch (kind) {
    case 'drop':
      return dropSentence(site.enterprise, day, dropPercent ?? 0);
    case 'silent_today':
      return silentSentence(site, sinceHour ?? 0);
    case 'zero':
    case 'no_data':
      return alertSentence(kind, site.enterprise, day);
  }
}

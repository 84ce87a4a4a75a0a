import type { CountersWorld, SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import type { JoinedEnterprise } from '../../../src/domain/rules/counters-rules.ts';
import {
  daysFrom,
  eachDay,
  firstOf,
  localDay,
  max,
  midnightInParis,
  min,
  plusDays,
  weekday,
  ZONE,
} from './plain-calendar.ts';
import {
  byEntries,
  byKey,
  bySiteDay,
  byText,
  distinct,
  keyText,
  type PlainKey,
  type PlainRow,
  type PlainSite,
  sum,
  uniqueKeys,
} from './plain-rows.ts';

/** Rows of a dataset. */
export type Figures = Record<string, unknown>[];

export interface PlainQuestion {
  /** What the token allows. */
  allowed: 'all' | readonly string[];
  enterprise?: readonly string[];
  code?: readonly string[];
  /** Calendar dates, both included. */
  from?: string;
  to?: string;
  limit?: number;
}

const PRECEDENCE = ['unfinished', 'counted', 'ignored', 'closed', 'zero', 'no_data'] as const;
type Verdict = (typeof PRECEDENCE)[number];

/**
 * The figures of the counters as the specification defines them: lists and loops over the rows in memory, `Intl` for the
 * calendar, and nothing of the product. Texts are equal when they are the same byte for byte, as JavaScript compares.
 */
export class PlainFigures {
  readonly #world: CountersWorld;
  readonly #joined: readonly JoinedEnterprise[];
  readonly #now: Date;
  readonly #known = new Map<string, Map<string, PlainSite>>();

  constructor(world: CountersWorld, joined: readonly JoinedEnterprise[], now: Date) {
    this.#world = world;
    this.#joined = joined;
    this.#now = now;
  }

  enterprises(question: PlainQuestion): Figures {
    const companies = distinct(this.#sites(question).map(({ company }) => company));
    return companies.sort(byText).map((enterprise) => ({ enterprise }));
  }

  sites(question: PlainQuestion): Figures {
    return this.#rowsOfSites(question).map(({ company, code, city, timezone, ignore }) => {
      return { enterprise: company, code, city, timezone, operational: !ignore };
    });
  }

  status(question: PlainQuestion): Figures {
    const sites = this.#sites(question);
    const broken = sites.filter(({ ignore }) => ignore).length;
    return [
      { state: 'operational', count: sites.length - broken },
      { state: 'not_operational', count: broken },
    ];
  }

  topSites(question: PlainQuestion): Figures {
    return this.#top(question).map(({ key, entries }) => ({ ...this.#shown(question, key), entries }));
  }

  comparableTop(question: PlainQuestion): Figures {
    const top = this.#top(question);
    const today = localDay(this.#now, ZONE);
    const rows = bySiteDay(this.#rows(question));
    const days = eachDay(question.from ?? today, min(question.to ?? today, today)).filter((day) =>
      top.every(({ key }) => {
        const site = this.#siteOf(question, key);
        const ofDay = rows(key, day);
        const arrived = site ? this.#verdict(site, day, ofDay) : ofDay.length > 0 ? 'counted' : 'no_data';
        return arrived === 'counted' || arrived === 'zero';
      })
    );
    return top
      .map(({ key }) => ({ key, entries: sum(days.flatMap((day) => rows(key, day))) }))
      .filter(({ entries }) => entries > 0)
      .sort(byEntries)
      .map(({ key, entries }) => ({ ...this.#shown(question, key), entries }));
  }

  entries(question: PlainQuestion, by: 'site' | 'enterprise', step: 'day' | 'week' | 'month'): Figures {
    const seriesOf = ({ company, code }: PlainKey): PlainKey => ({ company, code: by === 'site' ? code : '' });
    const rows = this.#rows(question);
    const series = [...Map.groupBy(rows, (row) => keyText(seriesOf(row))).values()]
      .map((own) => ({ key: seriesOf(own[0]!), own, entries: sum(own) }))
      .filter(({ entries }) => entries > 0)
      .sort(byEntries)
      .slice(0, question.limit ?? 10);
    const points = series.flatMap(({ key, own }) => {
      return distinct(own.map(({ day }) => firstOf(day, step))).map((start) => ({
        time: midnightInParis(start),
        ...(by === 'site'
          ? this.#shown(question, key)
          : { enterprise: key.company, code: null, city: null, label: key.company }),
        entries: sum(own.filter(({ day }) => firstOf(day, step) === start)),
      }));
    });
    return points.sort(
      (a, b) => a.time - b.time || byText(a.enterprise, b.enterprise) || byText(a.code ?? '', b.code ?? '')
    );
  }

  heatmap(question: PlainQuestion): Figures {
    const siteDays = Map.groupBy(this.#rows(question), ({ company, code, day }) =>
      JSON.stringify([company, code, day])
    );
    const hourly = [...siteDays.values()].filter((rows) => distinct(rows.map(({ hour }) => hour)).length >= 3).flat();
    const cells = Map.groupBy(hourly, ({ day, hour }) => JSON.stringify([weekday(day), Number(hour)]));
    return [...cells]
      .map(([cell, rows]) => {
        const [day, hour] = JSON.parse(cell) as [number, number];
        const days = distinct(hourly.filter((row) => weekday(row.day) === day).map((row) => row.day)).length;
        return { weekday: day, hour, entries: sum(rows), mean: sum(rows) / days };
      })
      .sort((a, b) => a.weekday - b.weekday || a.hour - b.hour);
  }

  coverage(question: PlainQuestion): Figures {
    const rows = bySiteDay(this.#validRows(question));
    const sentBy = Map.groupBy(this.#validRows(question), keyText);
    return this.#sites(question).map((site) => {
      const own = sentBy.get(keyText(site)) ?? [];
      const sent = own.map(({ day }) => day).sort();
      const [first, last, yesterday] = [sent[0], sent.at(-1), plusDays(site.today, -1)];
      const days =
        first === undefined
          ? []
          : eachDay(max(question.from ?? first, first), min(question.to ?? yesterday, yesterday));
      const verdictOf = (day: string): Verdict => this.#verdict(site, day, rows(site, day));
      const count = (verdict: Verdict): number => days.filter((day) => verdictOf(day) === verdict).length;
      const [counted, zero, noData] = [count('counted'), count('zero'), count('no_data')];
      const lastBefore = sent.filter((day) => day <= yesterday).at(-1);
      return {
        enterprise: site.company,
        code: site.code,
        city: site.city,
        counted,
        zero,
        no_data: noData,
        share: counted + zero + noData === 0 ? null : (counted + zero) / (counted + zero + noData),
        first_day: first ?? null,
        last_day: last ?? null,
        silent_days:
          verdictOf(yesterday) === 'no_data' && lastBefore !== undefined ? daysFrom(lastBefore, yesterday) : null,
      };
    });
  }

  compare(question: PlainQuestion, by: 'site' | 'enterprise', day: string): Figures {
    const [week, year] = [plusDays(day, -7), plusDays(day, -364)];
    const rows = this.#validRows(question).filter((row) => [day, week, year].includes(row.day));
    const on = bySiteDay(rows);
    const keys = uniqueKeys([...this.#sites(question), ...rows]).sort(byKey);
    const groups = Map.groupBy(keys, ({ company, code }) =>
      by === 'site' ? JSON.stringify([company, code]) : company
    );
    return [...groups.values()].map((members) => {
      const sums = members.map((key) => {
        return { day: on(key, day), week: on(key, week), year: on(key, year) };
      });
      const comparable = (before: 'week' | 'year') =>
        sums.filter((one) => one.day.length > 0 && one[before].length > 0);
      const [member] = members;
      const [withWeek, withYear] = [comparable('week'), comparable('year')];
      const all = (of: typeof sums, which: 'day' | 'week' | 'year'): number => sum(of.flatMap((one) => one[which]));
      return {
        enterprise: member?.company,
        code: by === 'site' ? member?.code : null,
        city: by === 'site' && member ? (this.#siteOf(question, member)?.city ?? null) : null,
        day,
        unfinished: members.some((key) => day >= this.#todayOf(question, key)),
        entries: all(sums, 'day'),
        entries_week_before: all(sums, 'week'),
        entries_year_before: all(sums, 'year'),
        comparable_entries: all(withWeek, 'day'),
        comparable_week_before: all(withWeek, 'week'),
        comparable_sites: withWeek.length,
        comparable_entries_year: all(withYear, 'day'),
        comparable_year_before: all(withYear, 'year'),
        comparable_sites_year: withYear.length,
      };
    });
  }

  /** @param day absent: each site's yesterday. */
  verdicts(question: PlainQuestion, day?: string): Figures {
    const on = bySiteDay(this.#validRows(question));
    return this.#sites(question).map((site) => {
      const judged = day ?? plusDays(site.today, -1);
      const rows = on(site, judged);
      return {
        enterprise: site.company,
        code: site.code,
        city: site.city,
        day: judged,
        verdict: this.#verdict(site, judged, rows),
        entries: rows.length === 0 ? null : sum(rows),
      };
    });
  }

  alerts(question: PlainQuestion, kind: 'zero' | 'no_data'): Figures {
    return this.verdicts(question)
      .filter(({ verdict }) => verdict === kind)
      .map(({ enterprise, code, city, day, entries }) => ({ enterprise, code, city, day, entries }));
  }

  #company(written: string): string {
    const joined = this.#joined.find(({ name, alsoWritten }) => name === written || alsoWritten.includes(written));
    return joined?.name ?? written;
  }

  #isVisible(company: string, { allowed, enterprise }: PlainQuestion): boolean {
    return [allowed, enterprise ?? 'all'].every(
      (names) => typeof names === 'string' || names.some((name) => this.#company(name) === company)
    );
  }

  #rowsOfSites(question: PlainQuestion): PlainSite[] {
    return this.#world.sites
      .map((site) => ({ ...site, company: this.#company(site.enterprise), today: localDay(this.#now, zoneOf(site)) }))
      .filter(({ company }) => this.#isVisible(company, question))
      .sort((a, b) => byKey(a, b) || byText(a.enterprise, b.enterprise));
  }

  /** Of the rows that are one site, the one under the company's own name, else the first. */
  #sites(question: PlainQuestion): PlainSite[] {
    return [...this.#sitesByKey(question).values()];
  }

  #siteOf(question: PlainQuestion, key: PlainKey): PlainSite | undefined {
    return this.#sitesByKey(question).get(keyText(key));
  }

  #sitesByKey(question: PlainQuestion): Map<string, PlainSite> {
    const rights = JSON.stringify([question.allowed, question.enterprise]);
    const known = this.#known.get(rights);
    if (known !== undefined) {
      return known;
    }
    const groups = Map.groupBy(this.#rowsOfSites(question), keyText);
    const sites = new Map(
      [...groups].map(([key, rows]) => [key, rows.find((row) => row.enterprise === row.company) ?? rows[0]!])
    );
    this.#known.set(rights, sites);
    return sites;
  }

  #todayOf(question: PlainQuestion, key: PlainKey): string {
    return this.#siteOf(question, key)?.today ?? localDay(this.#now, ZONE);
  }

  /** Valid rows that have come, of companies that have a site. */
  #validRows(question: PlainQuestion): PlainRow[] {
    const sites = this.#sites(question);
    const companies = new Set(sites.map(({ company }) => company));
    const todays = new Map(sites.map((site) => [keyText(site), site.today]));
    const elsewhere = localDay(this.#now, ZONE);
    return this.#world.counting
      .map((row) => ({
        ...row,
        company: this.#company(row.enterprise),
        day: row.day_date.slice(0, 10),
        hour: row.day_date.slice(11, 13),
      }))
      .filter(({ company, code, day, count }) => {
        const today = todays.get(keyText({ company, code })) ?? elsewhere;
        return companies.has(company) && count !== null && count >= 0 && day <= today;
      });
  }

  /** Those of the question's range and codes. */
  #rows(question: PlainQuestion): PlainRow[] {
    return this.#validRows(question).filter(
      ({ code, day }) =>
        (question.code === undefined || question.code.includes(code)) &&
        (question.from === undefined || day >= question.from) &&
        (question.to === undefined || day <= question.to)
    );
  }

  #top(question: PlainQuestion): { key: PlainKey; entries: number }[] {
    const rows = Map.groupBy(this.#rows(question), keyText);
    return [...rows.values()]
      .map((own) => ({ key: { company: own[0]!.company, code: own[0]!.code }, entries: sum(own) }))
      .filter(({ entries }) => entries > 0)
      .sort(byEntries)
      .slice(0, question.limit ?? 10);
  }

  #shown(question: PlainQuestion, key: PlainKey) {
    const site = this.#siteOf(question, key);
    const city = site?.city ?? null;
    const place = city?.trim() ?? '';
    const label = site === undefined ? `${key.code} (inconnu)` : place === '' ? key.code : `${key.code} · ${place}`;
    return { enterprise: key.company, code: key.code, city, label };
  }

  /** Without closures; a grace of six hours. */
  #verdict(site: PlainSite, day: string, rows: readonly PlainRow[]): Verdict {
    const sixHoursAgo = new Date(this.#now.getTime() - 6 * 3_600_000);
    const holds: Record<Verdict, boolean> = {
      unfinished: site.today <= day || (rows.length === 0 && localDay(sixHoursAgo, zoneOf(site)) <= day),
      counted: sum(rows) > 0,
      ignored: Boolean(site.ignore),
      closed: false,
      zero: rows.length > 0,
      no_data: true,
    };
    return PRECEDENCE.find((verdict) => holds[verdict]) ?? 'no_data';
  }
}

function zoneOf({ timezone }: SiteRow): string {
  const written = (timezone ?? '').trim();
  return written === '' ? ZONE : written;
}

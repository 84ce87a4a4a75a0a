import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { type Day, EARLIEST_DAY } from '../../domain/clock/calendar.ts';
import { runStatements } from '../connection/statements.ts';
import type { Counters } from '../counters.ts';
import { visibleEnterprises } from '../sites/enterprises.ts';
import type { Site } from '../sites/sites.ts';
import { type SiteKey, siteKeyText } from './order.ts';

/**
 * One statement asks for so many sites: each takes one row from an end of its part of the primary key. Writing a statement
 * takes half a millisecond of this process a site, during which it does nothing else.
 */
const SITES_PER_STATEMENT = 50;

/**
 * The first days on which sites sent a valid row, by `siteKeyText`; a site that never did is not in it.
 * @param untilOf the last day of each site that is looked at: rows after its today never count.
 */
export function readFirstDays(
  counters: Counters,
  access: Access,
  sites: readonly Site[],
  untilOf: UntilOf
): Promise<Map<string, Day>> {
  return readEdgeDays(counters, access, sites, untilOf, 'first');
}

/** The last days on which sites sent a valid row; as `readFirstDays`. */
export function readLastDays(
  counters: Counters,
  access: Access,
  sites: readonly Site[],
  untilOf: UntilOf
): Promise<Map<string, Day>> {
  return readEdgeDays(counters, access, sites, untilOf, 'last');
}

type Edge = 'first' | 'last';
type UntilOf = (site: Site) => Day;

/** One spelling of a site's key in `counting`. */
interface Series extends SiteKey {
  /** `siteKeyText` of the site. */
  key: string;
  until: Day;
}

/** The end of a series. */
interface End {
  key: string;
  day: Day;
}

async function readEdgeDays(
  counters: Counters,
  access: Access,
  sites: readonly Site[],
  untilOf: UntilOf,
  edge: Edge
): Promise<Map<string, Day>> {
  const visible = visibleEnterprises(counters.names, access.enterprises);
  const series = sites.flatMap((site) =>
    counters.names
      .written(site.enterprise)
      .filter((enterprise) => visible === 'all' || visible.includes(enterprise))
      .map((enterprise) => ({ key: siteKeyText(site), enterprise, code: site.code, until: untilOf(site) }))
  );
  const atOnce = series.length > SITES_PER_STATEMENT ? await readEndsOfKeys(counters, series, edge) : [];
  const known = new Set(atOnce.map(({ series: one }) => one));
  const others = series.filter((one) => !known.has(one));
  const parts = Array.from({ length: Math.ceil(others.length / SITES_PER_STATEMENT) }, (_, index) =>
    others.slice(index * SITES_PER_STATEMENT, (index + 1) * SITES_PER_STATEMENT)
  );
  const found = (await runStatements(parts, (part) => readEnds(counters, part, edge))).flat();
  const days = new Map<string, Day>();
  for (const { key, day } of [...atOnce.map(({ series: { key }, day }) => ({ key, day })), ...found]) {
    const other = days.get(key) ?? day;
    days.set(key, day < other === (edge === 'first') ? day : other);
  }
  return days;
}

/**
 * Most ends of thousands of series in one statement: the server jumps to the end of each key. That row is the end of a series
 * when it counts and is spelt like it; the ends of all other series are not in the answer.
 */
async function readEndsOfKeys(
  { database }: Counters,
  series: readonly Series[],
  edge: Edge
): Promise<{ series: Series; day: Day }[]> {
  const outermost = sql.raw(edge === 'first' ? 'min' : 'max');
  const enterprises = [...new Set(series.map(({ enterprise }) => enterprise))];
  const { rows } = await database.read((db, { counting: { enterprise, code, day, count } }) =>
    sql<SiteKey & { day: Day }>`
      select ${enterprise.text} as enterprise, ${code.text} as code, ${day.day} as day
      from (
        select enterprise, code, ${outermost}(day_date) as day_date from counting
        where ${enterprise.spanning(enterprises)} group by enterprise, code
      ) as ends
      join counting on counting.enterprise = ends.enterprise and counting.code = ends.code and counting.day_date = ends.day_date
      where ${count.value} >= 0 and ${day.within({})}`.execute(db)
  );
  const days = new Map(rows.map((row) => [siteKeyText(row), row.day]));
  return series.flatMap((one) => {
    const day = days.get(siteKeyText(one));
    return day === undefined || day > one.until ? [] : [{ series: one, day }];
  });
}

async function readEnds({ database }: Counters, series: readonly Series[], edge: Edge): Promise<End[]> {
  const direction = sql.raw(edge === 'first' ? 'asc' : 'desc');
  const { rows } = await database.read((db, { counting }) => {
    const ends = series.map(
      ({ enterprise, code, until }, index) => sql`
        (select ${sql.lit(index)} as position, ${counting.day.day} as day from counting
        where ${counting.enterprise.exactly([enterprise])} and ${counting.code.exactly([code])}
          and ${counting.count.value} >= 0 and ${counting.day.within({ from: EARLIEST_DAY, to: until })}
        order by ${counting.day.stored} ${direction} limit 1)`
    );
    return sql<{ position: number; day: Day }>`${sql.join(ends, sql` union all `)}`.execute(db);
  });
  return rows.flatMap(({ position, day }) => {
    const key = series[position]?.key;
    return key === undefined ? [] : [{ key, day }];
  });
}

import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day } from '../../domain/clock/calendar.ts';
import { createBreather } from '../../liveness/breather.ts';
import type { Counters } from '../counters.ts';
import { readHourTable } from '../entries/hour-table.ts';
import { createSiteClock, type SiteClock } from '../entries/timezones.ts';
import type { Site } from '../sites/sites.ts';
import { DAYS_LOOKED_AT, type HoursOn, type TodayFigures, todayFigures } from './today.ts';

/** A site's today. */
export interface SiteToday {
  site: Site;
  /** Its date at the site. */
  today: Day;
  figures: TodayFigures;
  hoursOn: HoursOn;
}

export interface TodayRequest {
  /** Narrows to these enterprises. */
  enterprises?: readonly string[];
  now: Date;
  /** Of the caller. */
  signal?: AbortSignal;
}

/** The day of every site the caller may see, as far as it has got, and what is needed to say more of it. */
export async function readToday(
  counters: Counters,
  access: Access,
  { enterprises, now, signal }: TodayRequest
): Promise<{ days: SiteToday[]; clock: SiteClock }> {
  const date = now.toISOString().slice(0, 10);
  // The date at a site is that of UTC, the one before or the one after.
  const { sites, table } = await readHourTable(counters, access, {
    enterprises,
    from: addDays(date, -1 - DAYS_LOOKED_AT),
    to: addDays(date, 1),
    now,
  });
  const clock = createSiteClock(now);
  const breathe = createBreather(signal);
  const days: SiteToday[] = [];
  for (const site of sites) {
    await breathe();
    const today = clock.today(site.zone);
    const hoursOn = table.of(site);
    days.push({ site, today, hoursOn, figures: todayFigures(hoursOn, today, hoursEnded(clock, today, site)) });
  }
  return { days, clock };
}

/** How many hours of a site's day are over. */
function hoursEnded(clock: SiteClock, day: Day, { zone }: Site): number {
  const [, ...ends] = clock.hours(day, zone);
  return ends.filter((end) => end <= clock.now.getTime()).length;
}

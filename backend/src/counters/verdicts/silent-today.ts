import type { Day } from '../../domain/clock/calendar.ts';
import { HOURS_PER_DAY } from '../../domain/clock/local-hours.ts';
import type { TodayRules } from '../../domain/rules/counters-rules.ts';
import type { SiteClock } from '../entries/timezones.ts';
import type { HoursOn } from '../figures/today.ts';
import type { SiteToday } from '../figures/today-sites.ts';
import { isOpenThrough, openingTimes } from '../sites/opening-times.ts';
import type { Site } from '../sites/sites.ts';
import type { Closures } from './closures.ts';
import { comparableDays } from './drops.ts';

/** On so many of the last four same weekdays people came in the hours that are silent today. */
const USUAL_DAYS = 3;
const MINUTE_MS = 60_000;

export interface SilenceRules extends TodayRules {
  clock: SiteClock;
  closures: Closures;
}

/**
 * The hour of the site's clock, 0 … 23, since which its feed sends nothing any more; undefined when it is not silent. It is
 * when the feed is hourly, the site operational and not closed today, neither the last expected hours (`silentHours` of them)
 * nor those after them have a valid row, and in each of these expected hours people came on three of the last four same
 * weekdays that were not closed.
 */
export function silentSince(rules: SilenceRules, { site, today, figures, hoursOn }: SiteToday): number | undefined {
  const { closures, silentHours } = rules;
  if (!figures.hourly || !site.operational || closures.isClosed(site, today)) {
    return undefined;
  }
  const heard = figures.lastHour ?? -1;
  const missed = expectedHours(rules, site, today, hoursOn).filter((hour) => hour > heard);
  const last = missed.slice(-silentHours);
  if (last.length < silentHours) {
    return undefined;
  }
  const usual = comparableDays(today).filter(
    (day) => !closures.isClosed(site, day) && last.every((hour) => (hoursOn(day)?.entries[hour] ?? 0) > 0)
  );
  return usual.length >= USUAL_DAYS ? missed[0] : undefined;
}

/**
 * The hours of today whose rows should be there: whole hours of the opening times, or without these such as had rows on three
 * of the last four same weekdays, that ended at least `graceMinutes` ago.
 */
function expectedHours({ clock, graceMinutes }: SilenceRules, site: Site, today: Day, hoursOn: HoursOn): number[] {
  const bounds = clock.hours(today, site.zone);
  const due = clock.now.getTime() - graceMinutes * MINUTE_MS;
  const times = openingTimes(site);
  const before = comparableDays(today);
  const isUsual = (hour: number): boolean =>
    before.filter((day) => hoursOn(day)?.received[hour] === 1).length >= USUAL_DAYS;
  return Array.from({ length: HOURS_PER_DAY }, (_, hour) => hour).filter((hour) => {
    const [start = 0, end = 0] = bounds.slice(hour, hour + 2);
    return start < end && end <= due && (times === undefined ? isUsual(hour) : isOpenThrough(times, hour));
  });
}

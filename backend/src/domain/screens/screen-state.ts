import { overdueThreshold } from '../clock/business-clock.ts';
import { openingCalendar } from '../clock/opening-hours.ts';
import type { BusinessClockRules, Rules } from '../rules/rules.ts';
import type { Screen } from './screen.ts';

/**
 * How a screen is:
 * - `ok`: it reported in the last minutes;
 * - `silent`: no report for 5 minutes of the hours in which screens are to be on;
 * - `off`: no report either, outside those hours or just after they began;
 * - `never`: its link was made and never opened;
 * - `unfinished`: it was begun, and its link was never made;
 * - `expired`: its link has ended;
 * - `revoked`: its account is gone.
 */
export const SCREEN_STATES = ['ok', 'silent', 'off', 'never', 'unfinished', 'expired', 'revoked'] as const;
export type ScreenState = (typeof SCREEN_STATES)[number];

/** A screen reports once a minute: so many without a word are no chance any more. */
export const SILENT_AFTER_MINUTES = 5;

type HoursRules = Pick<Rules, 'businessClock' | 'screens'>;

/**
 * @param now of the business clock, which reports are dated by
 * @param today real time, which links end by: Grafana checks them
 */
export function screenState(
  { revokedAt, linkedAt, expiresAt, seen }: Pick<Screen, 'revokedAt' | 'linkedAt' | 'expiresAt' | 'seen'>,
  rules: HoursRules,
  now: Date,
  today: Date = new Date()
): ScreenState {
  if (revokedAt !== null) {
    return 'revoked';
  }
  if (linkedAt === null) {
    return 'unfinished';
  }
  if (expiresAt <= today) {
    return 'expired';
  }
  if (seen === null) {
    return 'never';
  }
  if (now.getTime() - seen.at.getTime() <= SILENT_AFTER_MINUTES * 60_000) {
    return 'ok';
  }
  return isSilent(seen.at, screenHours(rules), now) ? 'silent' : 'off';
}

/** The minutes count in the hours of the screens: one that is switched on in the morning gets as long to begin. */
function isSilent(seenAt: Date, hours: BusinessClockRules, now: Date): boolean {
  const limit = { overdueAfter: { amount: SILENT_AFTER_MINUTES, unit: 'm' }, clock: 'business' } as const;
  return isOpen(hours, now) && seenAt < overdueThreshold(limit, now, { businessClock: hours });
}

function isOpen(hours: BusinessClockRules, now: Date): boolean {
  const calendar = openingCalendar(hours);
  return calendar
    .openIntervals(calendar.dayOf(now))
    .some(({ start, end }) => start <= now.getTime() && now.getTime() < end);
}

const ownHours = new WeakMap<HoursRules['screens'], BusinessClockRules>();

/** When screens are to be on: their own hours, else those of the company; its time zone and its holidays. */
function screenHours({ businessClock, screens }: HoursRules): BusinessClockRules {
  const { hours } = screens;
  if (hours === null) {
    return businessClock;
  }
  const own = ownHours.get(screens) ?? { ...businessClock, hours };
  ownHours.set(screens, own);
  return own;
}

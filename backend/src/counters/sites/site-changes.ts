import { type Cell, isOperational, timeOfDay } from '../columns/site-cells.ts';
import type { SiteColumnName } from '../columns/site-columns.ts';
import type { SiteTable } from '../connection/schema.ts';
import { ianaName } from '../entries/timezones.ts';
import type { NewSiteInput, SiteInput } from './validation.ts';

/** The columns that people write, and what the form calls them. */
export const FIELD_OF_COLUMN = {
  enterprise: 'enterprise',
  code: 'code',
  ip_till: 'ip',
  country: 'country',
  city: 'city',
  open: 'open',
  close: 'close',
  timezone: 'timezone',
  ignore: 'operational',
  ignore_reason: 'reason',
} as const satisfies Partial<Record<keyof SiteTable, keyof NewSiteInput>>;

/** New texts of columns, a time of day as `HH:MM`; null empties a column. */
export type TextChanges = Partial<Record<Exclude<SiteColumnName, 'ignore' | 'last_update'>, string | null>>;

/** What an input changes of a row; `operational` is absent when it stays as it is. */
export interface SiteChanges {
  texts: TextChanges;
  operational?: boolean;
}

/**
 * What an input changes: a value that the row has already, however it is written, is none.
 * @param before absent for a new site, of which everything that is given is a change
 */
export function changesIn(input: SiteInput, before: SiteTable | undefined): SiteChanges {
  const texts: TextChanges = {};
  const set = (
    column: keyof TextChanges,
    value: string | null | undefined,
    same: (cell: Cell, text: string) => boolean = (cell, text) => cell === text
  ): void => {
    const text = value?.trim() ?? '';
    if (value !== undefined && (before === undefined || !isSame(before[column], text, same))) {
      texts[column] = text === '' ? null : text;
    }
  };
  set('ip_till', input.ip);
  set('country', input.country);
  set('city', input.city);
  set('open', input.open, (cell, text) => timeOfDay(cell) === text);
  set('close', input.close, (cell, text) => timeOfDay(cell) === text);
  set('timezone', input.timezone && (ianaName(input.timezone) ?? input.timezone), (cell, text) => {
    const written = String(cell).trim();
    return written === text || written === input.timezone?.trim();
  });
  set('ignore_reason', input.reason);
  const unchanged = before !== undefined && input.operational === isOperational(before.ignore);
  return input.operational === undefined || unchanged ? { texts } : { texts, operational: input.operational };
}

/** True when an input changes nothing. */
export function isEmpty({ texts, operational }: SiteChanges): boolean {
  return Object.keys(texts).length === 0 && operational === undefined;
}

function isSame(cell: Cell, text: string, same: (cell: Cell, text: string) => boolean): boolean {
  return cell === null || cell === '' ? text === '' : same(cell, text);
}

import { ianaName } from '../../counters/entries/timezones.ts';
import { ArgumentError } from '../localized-command.ts';

/** `k=v` arguments in the order given; a key may come several times. */
export function collectParam(argument: string, previous: [string, string][] = []): [string, string][] {
  const separator = argument.indexOf('=');
  if (separator < 1) {
    throw new ArgumentError({ fr: 'Un paramètre s’écrit nom=valeur.', en: 'A parameter is written name=value.' });
  }
  return [...previous, [argument.slice(0, separator), argument.slice(separator + 1)]];
}

/** Texts of an option that may come several times. */
export function collectText(argument: string, previous: string[] = []): string[] {
  return [...previous, argument];
}

/** The parameters of a query as texts, a list where a name comes several times: the checks of the dataset read them. */
export function paramsOf(given: readonly [string, string][]): Record<string, string | string[]> {
  const texts = Map.groupBy(given, ([name]) => name);
  return Object.fromEntries(
    [...texts].map(([name, entries]) => {
      const values = entries.map(([, text]) => text);
      return [name, values.length === 1 ? String(values[0]) : values];
    })
  );
}

/** An instant as epoch milliseconds or ISO text, in epoch milliseconds. */
export function instantArgument(argument: string): number {
  const epoch = /^\d{10,}$/.test(argument) ? Number(argument) : Date.parse(argument);
  if (Number.isNaN(epoch)) {
    throw new ArgumentError({
      fr: 'Un instant s’écrit comme 2024-07-23T08:00:00Z, ou en millisecondes depuis 1970.',
      en: 'An instant is written like 2024-07-23T08:00:00Z, or as epoch milliseconds.',
    });
  }
  return epoch;
}

/** The name of a time zone, as written. */
export function timezoneArgument(argument: string): string {
  if (ianaName(argument) === undefined) {
    throw new ArgumentError({
      fr: 'Un fuseau horaire est un nom IANA comme Europe/Paris.',
      en: 'A time zone is an IANA name such as Europe/Paris.',
    });
  }
  return argument;
}

/** Days of the units of a lifetime. */
const UNIT_DAYS: Record<string, number> = { d: 1, w: 7, y: 365 };

/** A lifetime such as `90d` (days), `52w` (weeks) or `1y` (years of 365 days), in days. */
export function daysArgument(argument: string): number {
  const [, count, unit] = /^(\d{1,4})([dwy])$/.exec(argument) ?? [];
  const days = Number(count) * (UNIT_DAYS[unit ?? ''] ?? 0);
  if (!(days >= 1 && days <= 3650)) {
    throw new ArgumentError({
      fr: 'Une durée de vie s’écrit comme 90d, 52w ou 1y, dix ans au plus.',
      en: 'A lifetime is written like 90d, 52w or 1y, ten years at most.',
    });
  }
  return days;
}

/** A reader of whole numbers from 1 to a maximum. */
export function countArgument(maximum: number): (argument: string) => number {
  return (argument) => {
    const count = Number(argument);
    if (!/^\d{1,9}$/.test(argument) || count < 1 || count > maximum) {
      throw new ArgumentError({
        fr: `Un nombre entier de 1 à ${maximum}.`,
        en: `A whole number from 1 to ${maximum}.`,
      });
    }
    return count;
  };
}

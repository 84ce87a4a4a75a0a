import type { Weekday } from '../../domain/rules/counters-rules.ts';

/** In the order of ISO 8601: Monday is 1. */
const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** `sunday` or `sun`; undefined for anything else. */
export function weekdayOf(name: string): Weekday | undefined {
  const written = name.trim().toLowerCase();
  const index = NAMES.findIndex((known) => known === written || known.slice(0, 3) === written);
  return index < 0 ? undefined : ((index + 1) as Weekday);
}

/** `mon`, `mon-fri`, `sat,sun`, also over the end of the week (`sat-mon`); undefined for anything else. */
export function weekdaysOf(text: string): Weekday[] | undefined {
  const spans = text.split(',').map(spanOf);
  return spans.includes(undefined) ? undefined : spans.flatMap((days) => days ?? []);
}

function spanOf(text: string): Weekday[] | undefined {
  const ends = text.split('-').map(weekdayOf);
  const [first, last] = [ends[0], ends.at(-1)];
  return ends.length <= 2 && first !== undefined && last !== undefined ? span(first, last) : undefined;
}

function span(first: Weekday, last: Weekday): Weekday[] {
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, offset) => (((first - 1 + offset) % 7) + 1) as Weekday);
}

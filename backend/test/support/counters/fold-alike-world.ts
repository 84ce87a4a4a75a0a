import type { CountersWorld, CountingRow, SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import { Random } from '../../../../tests/simulators/shared/activity/random.ts';
import type { JoinedEnterprise } from '../../../src/domain/rules/counters-rules.ts';

/** Rows whose names and codes some collation or other holds equal, and the spellings that the rules join. */
export interface FoldAlikeWorld extends CountersWorld {
  joined: JoinedEnterprise[];
}

const DAY_MS = 86_400_000;
const NAMES = ['bash', 'hôtel cœur', 'straße', 'été 2'];
const CODES = ['a1', 'é-3', 'ss', 'oe7', 'x y', 'ñ'];
const ZONES = [
  'Europe/Paris',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kolkata',
  ' america/TORONTO ',
  '',
  null,
];
/** What one collation or another holds equal to a letter. */
const LOOK_ALIKES: Record<string, readonly string[]> = {
  a: ['A', 'á', 'À', 'ａ', 'a\u0301'],
  e: ['E', 'é', 'Ê'],
  é: ['e', 'É', 'e\u0301'],
  ê: ['e', 'Ê'],
  i: ['I', 'ï', 'ı'],
  n: ['N', 'ñ'],
  ñ: ['n', 'n\u0303', 'Ñ'],
  o: ['O', 'ö', 'ø'],
  ô: ['o', 'Ô'],
  œ: ['oe', 'Œ'],
  s: ['S', 'ſ', 'š'],
  ß: ['ss', 's', 'SS'],
  '1': ['１', '¹'],
  '7': ['７'],
};

/**
 * Makes tables in which much is written in several ways: enterprises, codes, both. More codes than one statement takes,
 * days before and after the sites' today, hourly rows, invalid counts, codes and enterprises unknown to `sites`.
 * A table of a collation takes the first of the rows that it holds equal, so that each collation keeps other rows.
 * @param today `YYYY-MM-DD`
 */
export function foldAlikeWorld(seed: number, today: string): FoldAlikeWorld {
  const random = new Random(seed);
  const spellings = NAMES.map((name) => [name.toUpperCase(), ...some(2, () => respell(random, name))]);
  const enterprises = [...new Set(spellings.flat())];
  const filler = some(random.int(90, 110), () => String(random.int(0, 400)).padStart(3, '0'));
  const sites: SiteRow[] = [];
  const counting: CountingRow[] = [];
  for (const enterprise of enterprises) {
    const alike = CODES.flatMap((code) => some(3, () => respell(random, code)));
    const plain = random.chance(0.2) ? filler : filler.slice(0, random.int(3, 15));
    for (const code of new Set([...alike, ...plain])) {
      if (random.chance(0.7)) {
        sites.push(siteOf(random, enterprise, code));
      }
      counting.push(...entriesOf(random, { enterprise, code }, today));
    }
  }
  return { sites: shuffled(random, sites), counting: shuffled(random, counting), joined: joinSome(random, spellings) };
}

function joinSome(random: Random, spellings: readonly (readonly string[])[]): JoinedEnterprise[] {
  return spellings
    .filter((_, index) => index === 0 || random.chance(0.4))
    .map((names) => ({ name: names[0] ?? '', alsoWritten: [...new Set(names.slice(1))].slice(0, random.int(1, 3)) }))
    .map(({ name, alsoWritten }) => ({ name, alsoWritten: alsoWritten.filter((spelling) => spelling !== name) }));
}

function respell(random: Random, text: string): string {
  const letters = [...text].map((letter) =>
    random.chance(0.4) ? random.pick(LOOK_ALIKES[letter] ?? [letter]) : letter
  );
  return letters.join('') + random.pick(['', '', '', ' ', '  ']);
}

function siteOf(random: Random, enterprise: string, code: string): SiteRow {
  return {
    enterprise,
    code,
    ip_till: null,
    country: null,
    city: random.pick(['Lyon', ' ', 'Évry', null]),
    open: null,
    close: null,
    timezone: random.pick(ZONES),
    ignore: random.pick([0, 0, 0, null, 2]),
    ignore_reason: null,
    last_update: null,
  };
}

function entriesOf(random: Random, key: { enterprise: string; code: string }, today: string): CountingRow[] {
  const daily = some(random.int(0, 4), () => 0);
  const hourly = random.chance(0.2) ? [9, 10, 11, 12] : [];
  const at = (hour: number): string => {
    const day = new Date(Date.parse(today) + random.pick([-371, -364, -8, -7, -2, -1, -1, -1, 0, 1]) * DAY_MS);
    // Odd minutes, or the spellings of one key would push each other's rows out of a table that holds them equal.
    const time = [hour, random.int(0, 59), random.int(0, 59)].map((part) => String(part).padStart(2, '0')).join(':');
    return `${day.toISOString().slice(0, 10)} ${time}`;
  };
  const hourlyDay = at(0).slice(0, 10);
  return [...daily.map(at), ...hourly.map((hour) => `${hourlyDay}${at(hour).slice(10)}`)].map((day_date) => ({
    ...key,
    day_date,
    count: random.chance(0.1) ? random.pick([null, -3, 0]) : random.int(0, 400),
  }));
}

function some<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: random.int(0, 1_000_000_000) }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

import type { CountersWorld } from '../../../../tests/fixtures/counters/world.ts';
import { type CountersRules, DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';

/**
 * Names that somebody could take for one another, or for something else than a name. No two share a code, so that the same
 * rows fit a table of any collation.
 */
export const HOSTILE_NAMES = [
  'BASH',
  'bash',
  'BASH ',
  ' BASH',
  'Bàsh',
  'BASH%',
  'B_SH',
  '["BASH"]',
  'BASH,APRIL',
  "BASH' OR '1'='1",
  '"; drop table sites; --',
  '../BASH',
  '%42ASH',
  'all',
  '*',
  'Caf\u00e9',
  'Cafe\u0301',
  '\u0412ASH',
  '東京',
  'APRIL',
  'L'.repeat(50),
] as const;

const DAYS = ['2024-07-18', '2024-07-19', '2024-07-20', '2024-07-21', '2024-07-22'];

/** What an enterprise's rows say of it: nothing of it is in another's. */
export const cityOf = (index: number): string => `Ville-${'abcdefghijklmnopqrstuvwxyz'[index]}${index * 7919}`;

/**
 * Two to four shops an enterprise, in cities and with figures that nobody else has. Each also has rows under the first
 * code of the first enterprise: what a collation groups by name and code then mixes several of them.
 */
export function hostileWorld(names: readonly string[] = HOSTILE_NAMES): CountersWorld {
  const shops = names.flatMap((enterprise, index) =>
    ['1', '2', '3', '4']
      .slice(0, 2 + (index % 3))
      .map((shop) => ({ enterprise, code: `${index}-${shop}`, index, shop }))
  );
  return {
    sites: shops.map(({ enterprise, code, index, shop }) => ({
      enterprise,
      code,
      ip_till: `198.51.100.${index * 4 + Number(shop)}`,
      country: 'France',
      city: cityOf(index),
      open: '2000-01-01 09:00:00',
      close: '2000-01-01 19:00:00',
      timezone: 'Europe/Paris',
      ignore: shop === '2' ? 1 : 0,
      ignore_reason: shop === '2' ? `Panne ${cityOf(index)}` : null,
      last_update: '2024-07-01 08:00:00',
    })),
    counting: [
      ...sharedCode(names),
      ...shops.flatMap(({ enterprise, code, index, shop }) =>
        DAYS.flatMap((day, number) =>
          ['09', '11', '15'].map((hour) => ({
            enterprise,
            code,
            day_date: `${day} ${hour}:00:00`,
            // The last day is empty at the first shop, so that it has an alert.
            count: shop === '1' && number === DAYS.length - 1 ? 0 : 1000 * (index + 1) + 10 * number + Number(hour),
          }))
        )
      ),
    ],
  };
}

/** Rules with a goal that nobody else has for each enterprise and for its first shop. */
export function hostileRules(names: readonly string[] = HOSTILE_NAMES): { counters: CountersRules } {
  const goals = names.flatMap((enterprise, index) => [
    { enterprise, month: '2024-07', entries: 900_000 + index },
    { enterprise, code: `${index}-1`, month: '2024-07', entries: 90_000 + index },
  ]);
  return { counters: { ...DEFAULT_COUNTERS_RULES, goals } };
}

/** Nobody's hour and minute is another's, so that the primary key holds under any collation. */
function sharedCode(names: readonly string[]): CountersWorld['counting'] {
  return names.slice(1).flatMap((enterprise, index) =>
    DAYS.flatMap((day) =>
      [12, 13, 14].map((hour) => ({
        enterprise,
        code: '0-1',
        day_date: `${day} ${hour}:${String(index).padStart(2, '0')}:00`,
        count: 100_000 + index,
      }))
    )
  );
}

/** What an enterprise's rows add up to. */
export function entriesOf(enterprise: string, { counting }: CountersWorld): number {
  return counting.filter((row) => row.enterprise === enterprise).reduce((sum, { count }) => sum + (count ?? 0), 0);
}

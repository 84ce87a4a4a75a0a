import { type RawBuilder, sql } from 'kysely';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type ColumnInformation, kindOfColumn, type ValueKind } from './information.ts';
import { type Cell, saysNoState } from './site-cells.ts';

/** A column of `sites` that is read for what it says and written by people. */
export interface SiteColumn {
  /** What is selected: a number or a text. */
  readonly cell: RawBuilder<Cell>;
  /** A value as the column's type takes it, out of the text that the documented type takes. */
  readonly store: (value: string) => unknown;
  /** Of a column that says yes or no in words: those its type allows; none where it allows any text. */
  readonly words?: readonly string[];
}

type Stored = RawBuilder<unknown>;
type Kinds = Partial<Record<ValueKind, (stored: Stored, information: ColumnInformation) => SiteColumn | undefined>>;

const asIs = (value: string): string => value;
const plain = (stored: Stored): SiteColumn => ({ cell: sql`${stored}`, store: asIs });
const bytes = (stored: Stored): SiteColumn => ({ cell: sql`convert(${stored} using utf8mb4)`, store: utf8 });
const paddedBytes = (stored: Stored): SiteColumn => ({
  cell: sql`convert(trim(trailing x'00' from ${stored}) using utf8mb4)`,
  store: utf8,
});

const TEXT: Kinds = { characters: plain, bytes, 'padded bytes': paddedBytes };

/** Bytes that an address of version 4 or 6 takes, as `inet6_aton` makes them. */
const ADDRESS_BYTES: readonly (number | null)[] = [4, 16];
const toBytes = (value: string): unknown => sql`inet6_aton(${value})`;
/** Fits a column of sixteen bytes too: a text of another length than an address has in bytes. */
const addressBytes = (stored: Stored, { length }: ColumnInformation): SiteColumn =>
  ADDRESS_BYTES.includes(length)
    ? { cell: sql`coalesce(inet6_ntoa(${stored}), convert(${stored} using utf8mb4))`, store: toBytes }
    : bytes(stored);
/** BINARY(16) fills an address of version 4 up with twelve zero bytes, which no host's address of version 6 ends with. */
const paddedAddress = (stored: Stored, { length }: ColumnInformation): SiteColumn =>
  ADDRESS_BYTES.includes(length)
    ? {
        cell: sql`inet6_ntoa(if(substr(${stored}, 5) = repeat(x'00', 12), left(${stored}, 4), ${stored}))`,
        store: toBytes,
      }
    : paddedBytes(stored);
/** Above 127.255.255.255 an address in a signed integer of four bytes is negative. */
const ADDRESS: Kinds = {
  ...TEXT,
  bytes: addressBytes,
  'padded bytes': paddedAddress,
  address: (stored) => ({ cell: sql`cast(${stored} as char)`, store: asIs }),
  integer: (stored, { type, definition }) => ({
    cell: sql`inet_ntoa(if(${stored} < 0, ${stored} + 4294967296, ${stored}))`,
    store: (value) =>
      type === 'int' && !definition.includes('unsigned')
        ? sql`(cast(inet_aton(${value}) as signed) - if(inet_aton(${value}) > 2147483647, 4294967296, 0))`
        : sql`inet_aton(${value})`,
  }),
};

/** Only the time of day means something; the date is one every system takes. */
const aDay = (time: string): string => `2000-01-01 ${time}:00`;
const TIME_OF_DAY: Kinds = {
  characters: plain,
  bytes,
  datetime: (stored) => ({ cell: sql`${stored}`, store: aDay }),
  timestamp: (stored) => ({ cell: sql`${stored}`, store: aDay }),
  time: (stored) => ({ cell: sql`cast(${stored} as char)`, store: (time) => `${time}:00` }),
};

/** Of a number: 0 or not; of a text: what `isOperational` says of its word. */
const NUMBER_OR_WORD: Kinds = {
  integer: plain,
  fraction: plain,
  float: plain,
  bits: (stored) => ({ cell: sql`(${stored} + 0)`, store: Number }),
  characters: (stored, information) => {
    const words = membersOf(information);
    return saysNoState(words) ? undefined : { ...plain(stored), words };
  },
  bytes: (stored) => ({ ...bytes(stored), words: [] }),
  'padded bytes': (stored) => ({ ...bytes(stored), words: [] }),
};

const EPOCH = '1970-01-01 00:00:00';
const INSTANT: Kinds = {
  characters: plain,
  datetime: plain,
  date: (stored) => ({
    cell: sql`date_format(${stored}, '%Y-%m-%d 00:00:00')`,
    store: (utc) => utc.slice(0, 'YYYY-MM-DD'.length),
  }),
  // An instant, which the session's time zone would dress up as a local time.
  timestamp: (stored) => ({
    cell: sql`date_format(timestampadd(second, unix_timestamp(${stored}), ${EPOCH}), '%Y-%m-%d %H:%i:%s')`,
    store: (utc) => sql`from_unixtime(${sql.lit(secondsOf(utc))})`,
  }),
  integer: (stored) => ({ cell: sql`${stored}`, store: secondsOf }),
};

/** What each column can be, and what is reported when it is something else. */
const A_TEXT: LocalizedText = { fr: 'un texte', en: 'text' };
const A_TIME: LocalizedText = {
  fr: 'DATETIME, TIMESTAMP, TIME ou un texte',
  en: 'DATETIME, TIMESTAMP, TIME or text',
};
const COLUMNS = {
  ip_till: { kinds: ADDRESS, accepts: { fr: 'un texte ou une adresse', en: 'text or an address' } },
  country: { kinds: TEXT, accepts: A_TEXT },
  city: { kinds: TEXT, accepts: A_TEXT },
  open: { kinds: TIME_OF_DAY, accepts: A_TIME },
  close: { kinds: TIME_OF_DAY, accepts: A_TIME },
  timezone: { kinds: TEXT, accepts: A_TEXT },
  ignore: {
    kinds: NUMBER_OR_WORD,
    accepts: {
      fr: 'un nombre, BIT, BOOL, un texte, ou un ENUM dont une valeur veut dire non, telle que 0, N ou non',
      en: 'a number, BIT, BOOL, text, or an ENUM of which one member means no, such as 0, N or non',
    },
  },
  ignore_reason: { kinds: TEXT, accepts: A_TEXT },
  last_update: {
    kinds: INSTANT,
    accepts: {
      fr: 'DATETIME, TIMESTAMP, DATE, un texte ou une heure Unix',
      en: 'DATETIME, TIMESTAMP, DATE, text or a Unix time',
    },
  },
} as const satisfies Record<string, { kinds: Kinds; accepts: LocalizedText }>;

export type SiteColumnName = keyof typeof COLUMNS;
export const SITE_COLUMN_NAMES = Object.keys(COLUMNS) as SiteColumnName[];

/** How a column of `sites` is read and written; undefined when its type holds no such values. */
export function siteColumn(name: SiteColumnName, information: ColumnInformation): SiteColumn | undefined {
  const kinds: Kinds = COLUMNS[name].kinds;
  return kinds[kindOfColumn(information)]?.(sql.ref(`${information.table}.${information.column}`), information);
}

/** The types a column of `sites` may have, in words. */
export function acceptedTypes(name: SiteColumnName): LocalizedText {
  return COLUMNS[name].accepts;
}

/** The members of an ENUM, in their order; none for another type. */
function membersOf({ type, definition }: ColumnInformation): string[] {
  return type === 'enum'
    ? [...definition.matchAll(/'((?:[^']|'')*)'/g)].map(([, member = '']) => member.replaceAll("''", "'"))
    : [];
}

function utf8(value: string): unknown {
  return sql`cast(${value} as binary)`;
}

function secondsOf(utc: string): number {
  return Math.floor(Date.parse(`${utc.replace(' ', 'T')}Z`) / 1_000);
}

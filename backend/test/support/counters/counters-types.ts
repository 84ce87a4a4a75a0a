import type { Mariadb } from '../../../../tests/servers/databases/mariadb.ts';

export const HOTEL = 'Hôtel';

/** The documented tables, and what stands in them; a case replaces some of it. */
export interface Shape {
  types?: Record<string, string>;
  /** Values as SQL, by column: how the case's type writes what the documented one does. */
  write?: Record<string, (value: string) => string>;
  /** Of both tables; the server's own when absent. */
  engine?: string;
}

export const TYPES = {
  'sites.enterprise': 'varchar(50) not null',
  'sites.code': 'varchar(50) not null',
  'sites.ip_till': 'varchar(50)',
  'sites.country': 'varchar(50)',
  'sites.city': 'varchar(50)',
  'sites.open': 'datetime',
  'sites.close': 'datetime',
  'sites.timezone': 'varchar(50)',
  'sites.ignore': 'integer',
  'sites.ignore_reason': 'varchar(255)',
  'sites.last_update': 'datetime',
  'counting.enterprise': 'varchar(50) not null',
  'counting.code': 'varchar(50) not null',
  'counting.day_date': 'datetime not null',
  'counting.count': 'integer',
} as const;

export const quoted = (value: string): string => `'${value}'`;
const SITES = [
  [HOTEL, '101', '192.0.2.1', 'France', 'Angoulême', '09:00', '19:30', 'Europe/Paris', '0', null],
  [HOTEL, '102', '192.0.2.2', 'France', 'Lyon', null, null, 'Europe/Paris', '1', 'Travaux'],
  ['BASH', '101', null, null, null, null, null, 'Europe/Paris', null, null],
] as const;
const SITE_NAMES = [
  'enterprise',
  'code',
  'ip_till',
  'country',
  'city',
  'open',
  'close',
  'timezone',
  'ignore',
  'ignore_reason',
];
/** The last row of a day at its last moment, and one of an hour; 22 July is yesterday. */
const COUNTING = [
  [HOTEL, '101', '2024-06-30', '00:00:00', '1000'],
  [HOTEL, '101', '2024-07-01', '00:00:00', '11'],
  [HOTEL, '101', '2024-07-21', '00:00:00', '123456'],
  [HOTEL, '101', '2024-07-22', '00:00:00', '0'],
  [HOTEL, '102', '2024-07-22', '00:00:00', '7'],
  [HOTEL, '102', '2024-07-23', '00:00:00', '100'],
  ['BASH', '101', '2024-07-01', '00:00:00', '5'],
  ['BASH', '101', '2024-07-22', '00:00:00', '-3'],
] as const;
const HOURS = [
  ['BASH', '101', '2024-07-20', '09:00:00', '1'],
  ['BASH', '101', '2024-07-20', '10:00:00', '2'],
  ['BASH', '101', '2024-07-20', '23:00:00', '3'],
] as const;

export async function makeTables(
  server: Mariadb,
  name: string,
  collation: string,
  { types = {}, write = {}, engine }: Shape,
  hourly: boolean
) {
  await server.createDatabase(name, collation);
  const all: Record<string, string> = { ...TYPES, ...types };
  const columns = (table: string): string =>
    Object.entries(all)
      .filter(([column]) => column.startsWith(`${table}.`))
      .map(([column, type]) => `\`${column.split('.')[1]}\` ${type}`)
      .join(', ');
  const key = (column: string): string =>
    /text|blob/.test(all[column] ?? '') ? `${column.split('.')[1]}(50)` : (column.split('.')[1] ?? '');
  const value = (column: string, text: string | null): string =>
    text === null ? 'null' : (write[column] ?? quoted)(text);
  const site = (row: (typeof SITES)[number]): string =>
    row
      .map((text, index) => {
        const column = SITE_NAMES[index] ?? '';
        const isTime = (column === 'open' || column === 'close') && text !== null;
        return value(
          `sites.${column}`,
          isTime && write[`sites.${column}`] === undefined ? `2000-01-01 ${text}:00` : text
        );
      })
      .join(', ');
  const stored = engine === undefined ? '' : ` engine=${engine}`;
  const rows = hourly ? [...COUNTING, ...HOURS] : COUNTING;
  await server.run(
    `use \`${name}\``,
    `create table sites (${columns('sites')}, primary key (${key('sites.enterprise')}, ${key('sites.code')}))${stored}`,
    `create table counting (${columns('counting')}, primary key (${key('counting.enterprise')}, ${key('counting.code')}, ${key('counting.day_date')}))${stored}`,
    ...SITES.map(
      (row) => `insert into sites (${SITE_NAMES.map((column) => `\`${column}\``).join(', ')}) values (${site(row)})`
    ),
    ...rows.map(
      ([enterprise, code, day, time, count]) =>
        `insert into counting values (${value('counting.enterprise', enterprise)}, ${value('counting.code', code)}, ${value(
          'counting.day_date',
          `${day} ${time}`
        )}, ${value('counting.count', count)})`
    )
  );
  return server.url(name);
}

import { postgresServers } from './postgres/servers.ts';

/** Where a PostgreSQL store is, as a sentence may name it: without its password. */
export interface PostgresPlace {
  host: string;
  /** Host with port, or the folder of the socket. */
  address: string;
  database: string;
  role: string;
}

/** Reads `DATABASE_URL`; of several servers, all are named. */
export function postgresPlace(databaseUrl: string): PostgresPlace {
  const places = postgresServers(databaseUrl).addresses.map(placeOf);
  const [first] = places;
  if (first === undefined || places.length === 1) {
    return first ?? placeOf(databaseUrl);
  }
  const all = (part: 'host' | 'address'): string => places.map((place) => place[part]).join(', ');
  return { ...first, host: all('host'), address: all('address') };
}

/** Reads the address of one server as the driver does: options after the `?` go before the parts of the address. */
function placeOf(address: string): PostgresPlace {
  const url = URL.parse(address);
  const option = (name: string): string | undefined => url?.searchParams.get(name) || undefined;
  const host = option('host') ?? (decoded(url?.hostname) || 'localhost');
  const role = option('user') ?? (decoded(url?.username) || process.env['USER'] || 'postgres');
  return {
    host,
    address: host.startsWith('/') ? host : `${host}:${option('port') ?? (url?.port || '5432')}`,
    database: decoded(url?.pathname.slice(1)) || role,
    role,
  };
}

/** A name as SQL and sentences write it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

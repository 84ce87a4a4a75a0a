/** Where a PostgreSQL store is, as a sentence may name it: without its password. */
export interface PostgresPlace {
  host: string;
  /** Host with port, or the folder of the socket. */
  address: string;
  database: string;
  role: string;
}

/** Reads `DATABASE_URL` as the driver does: options after the `?` go before the parts of the address. */
export function postgresPlace(databaseUrl: string): PostgresPlace {
  const url = URL.parse(databaseUrl);
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

import type { AppUrls } from '../../domain/tickets/links.ts';
import type { StoreDatabase } from '../schema.ts';

/** The connection that the environment's addresses belong to. */
const ENVIRONMENT_ODOO = 'odoo';

/**
 * Where the tickets of a connection are to be looked at: each Odoo is a server of its own, Atera's web application is the
 * same for all accounts.
 * @param urls the addresses of the environment
 */
export async function readAppUrls(db: StoreDatabase, urls: AppUrls): Promise<(connection: string) => AppUrls> {
  const rows = await db.selectFrom('connections').select(['name', 'url']).where('kind', '=', 'odoo').execute();
  const stored = new Map(rows.map(({ name, url }) => [name, url]));
  return (connection) => {
    const isOfEnvironment = connection === ENVIRONMENT_ODOO && urls.odooAppUrl !== undefined;
    const odooAppUrl = isOfEnvironment ? undefined : stored.get(connection);
    return odooAppUrl === undefined ? urls : { ...urls, odooAppUrl };
  };
}

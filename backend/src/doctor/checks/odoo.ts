import type { Environment } from '../../config/environment/environment.ts';
import { VERSION } from '../../main/version.ts';
import { createOdooClient } from '../../upstreams/odoo/client.ts';
import { OdooError } from '../../upstreams/odoo/error.ts';
import { type Check, failed, ok } from '../check.ts';
import { ODOO_ADVICE, UPSTREAM_TEXTS as TEXTS } from '../texts/upstream.ts';

/** Asks Odoo itself: is it there, does it take the key, may its user see requests? Says nothing where none is connected. */
export async function checkOdoo({ odoo }: Environment): Promise<Check[]> {
  if (odoo === undefined) {
    return [];
  }
  const client = createOdooClient({
    ...odoo,
    name: 'doctor',
    userAgent: `vigie/${VERSION}`,
    resilience: { attempts: 1 },
  });
  try {
    const call = { priority: 'refresh' } as const;
    const { version, protocol } = await client.server(call);
    const open = await client.countLeads(await client.openDomain(call), call);
    const way = protocol === 'json2' ? 'JSON-2' : 'JSON-RPC';
    return [ok('odoo', TEXTS.odooTakes(odoo.url, version, way, open))];
  } catch (error) {
    if (error instanceof OdooError) {
      return [failed('odoo', TEXTS.fails(error), ODOO_ADVICE[error.kind])];
    }
    throw error;
  } finally {
    await client.close();
  }
}

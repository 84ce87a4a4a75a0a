import type { Environment } from '../../config/environment.ts';
import { createOdooClient } from '../../integrations/odoo/client.ts';
import { OdooError } from '../../integrations/odoo/error.ts';
import { VERSION } from '../../version.ts';
import { type Check, failed, ok } from './check.ts';

const WAY = "Check ODOO_URL and this machine's way to it (name, firewall, proxy).";
const ADVICE: Partial<Record<OdooError['kind'], string>> = {
  unauthorized:
    'Make a new API key (Preferences > Account security) and give it as ODOO_API_KEY, with ODOO_LOGIN before 19.',
  forbidden: "Give the key's user the right to see all CRM documents and contacts.",
  rate_limited: 'Something else uses the account too.',
  unavailable: WAY,
  timeout: WAY,
  not_found: 'Check ODOO_URL and ODOO_DB, and that the CRM application is installed.',
  invalid_answer: 'Check ODOO_URL, and the domain of the Odoo queue in the rules.',
};

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
    return [ok('odoo', `${odoo.url} takes the key: Odoo ${version} over ${way}, ${open} open requests of all kinds.`)];
  } catch (error) {
    if (error instanceof OdooError) {
      return [failed('odoo', error.message, ADVICE[error.kind])];
    }
    throw error;
  } finally {
    await client.close();
  }
}

import type { Environment } from '../../config/environment/environment.ts';
import { CONNECTION_KINDS, type ConnectionSettings } from './kinds.ts';

/** The accounts that environment variables connect: those named `atera` and `odoo`. */
export function environmentConnections({ atera, odoo }: Pick<Environment, 'atera' | 'odoo'>): ConnectionSettings[] {
  const connections: ConnectionSettings[] = [];
  if (atera.apiKey !== undefined) {
    const { url, requestsPerMinute, apiKey } = atera;
    connections.push({
      name: 'atera',
      kind: 'atera',
      url,
      database: null,
      login: null,
      requestsPerMinute,
      secret: apiKey,
    });
  }
  if (odoo !== undefined) {
    const { url, database, login = null, apiKey } = odoo;
    const requestsPerMinute = CONNECTION_KINDS.odoo.defaultRequestsPerMinute;
    connections.push({ name: 'odoo', kind: 'odoo', url, database, login, requestsPerMinute, secret: apiKey });
  }
  return connections;
}

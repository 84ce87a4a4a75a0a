import type { FastifyInstance } from 'fastify';

import { sendJson } from '../../shared/faults/answers.ts';
import { OdooException, serialise } from '../orm/errors.ts';
import { hasDatabase, type OdooServer, sendHtml } from './server-state.ts';

/**
 * `POST /web/session/get_session_info` of Odoo's module `web`, which every database has. Measured on 19: in a database that
 * exists, callers without a session get a JSON error; in one that does not, there is no such page.
 */
export function registerSession(app: FastifyInstance, server: OdooServer): void {
  app.post('/web/session/get_session_info', async (request, reply) => {
    // A server of one database takes that where none is named.
    if (!hasDatabase(server, request, request.headers['x-odoo-database'] ?? server.database)) {
      return sendHtml(reply, 404, 'Not Found');
    }
    const expired = new OdooException('odoo.http.SessionExpiredException', 'Session expired', 403);
    const error = { code: 100, message: 'Odoo Session Expired', data: serialise(expired) };
    return sendJson(request, reply, { jsonrpc: '2.0', id: null, error });
  });
}

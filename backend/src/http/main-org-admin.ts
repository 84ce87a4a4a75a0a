import type { FastifyRequest } from 'fastify';

import { type Actor, actorOf } from '../identity/actor.ts';
import { grafanaCaller } from '../identity/grafana-caller.ts';
import { accessOf } from './plugins/app/authentication.ts';
import { writerOf } from './writer.ts';

/**
 * Who may manage what belongs to the whole company, such as screens and reports: the command line, and through the main
 * organisation's token, which is limited in nothing, the admins of that organisation.
 */
export const MAIN_ORG_ADMIN = {
  scopes: ['sites:write', 'admin'],
  allOf: ['enterprises', 'connections'],
} as const;

/** @throws {VigieError} `role_missing` */
export function mainOrgAdmin(request: FastifyRequest): Actor {
  const access = accessOf(request);
  return access.scopes.includes('admin')
    ? actorOf(access, grafanaCaller(request.headers))
    : actorOf(access, writerOf(request.headers, ['Admin']));
}

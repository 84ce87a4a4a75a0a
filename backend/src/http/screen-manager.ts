import type { FastifyRequest } from 'fastify';

import { type Actor, actorOf } from '../identity/actor.ts';
import { grafanaCaller } from '../identity/grafana-caller.ts';
import { accessOf } from './plugins/app/authentication.ts';
import { writerOf } from './writer.ts';

/**
 * Who may make and end screens: the command line, and through the main organisation's token, which is limited in nothing, the
 * admins of that organisation.
 */
export const MANAGES_SCREENS = {
  scopes: ['sites:write', 'admin'],
  allOf: ['enterprises', 'connections'],
} as const;

/** @throws {VigieError} `role_missing` */
export function screenManager(request: FastifyRequest): Actor {
  const access = accessOf(request);
  return access.scopes.includes('admin')
    ? actorOf(access, grafanaCaller(request.headers))
    : actorOf(access, writerOf(request.headers, ['Admin']));
}

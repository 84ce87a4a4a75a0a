import type { IncomingHttpHeaders } from 'node:http';

import { VigieError } from '../domain/errors.ts';
import { type GrafanaCaller, grafanaCaller, type GrafanaRole, requireRole } from '../identity/grafana-caller.ts';

/** A Grafana user by whom a change is recorded. */
export type Writer = GrafanaCaller & { user: string };

/**
 * The Grafana user of a request that writes.
 * @throws {VigieError} `role_missing` when there is none, or when the role may not write.
 */
export function writerOf(headers: IncomingHttpHeaders, roles: readonly GrafanaRole[]): Writer {
  const caller = grafanaCaller(headers);
  requireRole(caller, ...roles);
  const { user } = caller;
  if (user === null) {
    throw new VigieError('role_missing', {
      fr: 'Une modification est enregistrée sous le nom de l’utilisateur Grafana qui la fait ; la requête n’en nomme aucun.',
      en: 'A change is recorded under the Grafana user who makes it; the request names none.',
    });
  }
  return { ...caller, user };
}

/** Whether `writerOf` would take the request. */
export function isWriter(headers: IncomingHttpHeaders, roles: readonly GrafanaRole[]): boolean {
  const { user, role } = grafanaCaller(headers);
  return user !== null && roles.some((allowed) => allowed === role);
}

import type { IncomingHttpHeaders } from 'node:http';

import { recordable } from '../audit/recordable.ts';
import { VigieError } from '../domain/errors.ts';

/** Role of a person in a Grafana organisation. */
export type GrafanaRole = 'Admin' | 'Editor' | 'Viewer';

/**
 * The person in Grafana on whose behalf a request is sent, as the data source's Go part states it. A holder of the token
 * could claim anything: the role is a second lock besides the token's scopes, and the name is recorded as claimed.
 */
export interface GrafanaCaller {
  user: string | null;
  role: string | null;
  org: string | null;
}

/** Reads `X-Vigie-User`, `X-Vigie-Role` (both percent-encoded UTF-8) and `X-Vigie-Org`. */
export function grafanaCaller(headers: IncomingHttpHeaders): GrafanaCaller {
  return {
    user: decoded(headers['x-vigie-user']),
    role: decoded(headers['x-vigie-role']),
    org: decoded(headers['x-vigie-org']),
  };
}

/** @throws {VigieError} `role_missing` */
export function requireRole({ role }: GrafanaCaller, ...roles: readonly GrafanaRole[]): void {
  if (!roles.some((allowed) => allowed === role)) {
    const yours =
      role === null
        ? { fr: 'la requête n’en nomme aucun', en: 'the request names none' }
        : { fr: `le vôtre est ${role}`, en: `yours is ${role}` };
    throw new VigieError('role_missing', {
      fr: `Ceci est réservé au rôle Grafana ${roles.join(' ou ')} ; ${yours.fr}.`,
      en: `This is for the Grafana role ${roles.join(' or ')}; ${yours.en}.`,
    });
  }
}

function decoded(value: string | string[] | undefined): string | null {
  if (typeof value !== 'string' || value === '') {
    return null;
  }
  try {
    return recordable(decodeURIComponent(value));
  } catch {
    return null;
  }
}

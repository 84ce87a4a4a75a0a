import type { Access } from '../domain/access/access.ts';
import type { GrafanaCaller } from './grafana-caller.ts';

/** Who did something, as the audit names them: the token, and the person in whose name its holder says to act. */
export interface Actor extends GrafanaCaller {
  tokenId: string;
  tokenName: string;
}

/** By default nobody is named: then the token acted by itself. */
export function actorOf(
  { tokenId, tokenName }: Pick<Access, 'tokenId' | 'tokenName'>,
  { user, role, org }: GrafanaCaller = { user: null, role: null, org: null }
): Actor {
  return { tokenId, tokenName, user, role, org };
}

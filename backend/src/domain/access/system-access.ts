import { type Access, SCOPES } from './access.ts';

/** Vigie itself, looking at everything: metrics, readiness, the command line on its own store. */
export const SYSTEM_ACCESS: Access = {
  tokenId: 'local',
  tokenName: 'local',
  scopes: SCOPES,
  connections: 'all',
  enterprises: 'all',
  clients: 'all',
  shows: [],
};

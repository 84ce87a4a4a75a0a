import type { Access } from '../../domain/access/access.ts';
import { VigieError } from '../../domain/errors.ts';

/**
 * Lets through a token that is limited in nothing, as the main organisation's is.
 * @throws {VigieError} `scope_missing`
 */
export function requireEverything({ enterprises, connections, clients, tokenName }: Access): void {
  if ([enterprises, connections, clients].some((limit) => limit !== 'all')) {
    throw new VigieError('scope_missing', {
      fr: `Il faut ici un jeton de toutes les entreprises, de toutes les connexions et de tous les clients ; le jeton « ${tokenName} » est limité à une partie.`,
      en: `This needs a token of all enterprises, connections and clients; the token "${tokenName}" is limited to some.`,
    });
  }
}

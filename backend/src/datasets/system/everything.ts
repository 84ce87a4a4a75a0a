import type { Access } from '../../domain/access/access.ts';
import { VigieError } from '../../domain/errors.ts';

/**
 * Lets through a token that is limited in nothing, as the main organisation's is.
 * @throws {VigieError} `scope_missing`
 */
export function requireEverything({ enterprises, connections, tokenName }: Access): void {
  if (enterprises !== 'all' || connections !== 'all') {
    throw new VigieError(
      'scope_missing',
      `This needs a token of all enterprises and connections; the token "${tokenName}" is limited to some.`
    );
  }
}

import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether the headers carry an accepted key. Newer keys are JWTs and travel as `Authorization: Bearer`, older ones as `X-API-KEY`;
 * each kind is accepted in its own header only. A JWT past its `exp` (RFC 7519 §4.1.4) is refused.
 */
export function isAuthorised(headers: IncomingHttpHeaders, apiKeys: ReadonlySet<string>, now: Date): boolean {
  const bearer = /^bearer (?<token>\S+)$/i.exec(headers.authorization ?? '')?.groups?.['token'];
  if (bearer !== undefined) {
    const claims = jwtClaims(bearer);
    return claims !== undefined && apiKeys.has(bearer) && (claims.exp ?? Infinity) * 1000 > now.getTime();
  }
  const key = headers['x-api-key'];
  return typeof key === 'string' && jwtClaims(key) === undefined && apiKeys.has(key);
}

/** A key in the shape of Atera's newer ones, for tests; the signature is not a real one. `expires` absent = never. */
export function simulatedJwtKey({ expires, name = 'vigie' }: { expires?: Date; name?: string } = {}): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = expires && Math.floor(expires.getTime() / 1000);
  return [encode({ alg: 'HS256', typ: 'JWT' }), encode({ name, exp }), 'c2ltdWxhdGVk'].join('.');
}

function jwtClaims(token: string): { exp?: number } | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) {
    return undefined;
  }
  try {
    return JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString()) as { exp?: number };
  } catch {
    return undefined;
  }
}

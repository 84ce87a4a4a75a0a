/**
 * Reads when a JWT expires, from its `exp` claim (RFC 7519 §4.1.4). Nothing is verified: only the upstream can.
 * @returns `undefined` when the text is not shaped like a JWT; `expiresAt` is null when the token does not say
 */
export function readJwt(token: string): { expiresAt: Date | null } | undefined {
  const parts = token.split('.');
  const header = parts.length === 3 ? decodePart(parts[0]) : undefined;
  const claims = header?.['alg'] === undefined ? undefined : decodePart(parts[1]);
  if (claims === undefined) {
    return undefined;
  }
  const seconds = claims['exp'];
  const expiresAt = typeof seconds === 'number' ? new Date(seconds * 1000) : null;
  return { expiresAt: expiresAt !== null && Number.isNaN(expiresAt.getTime()) ? null : expiresAt };
}

function decodePart(part: string | undefined): Record<string, unknown> | undefined {
  if (part === undefined || !/^[\w-]+$/.test(part)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Modes that the driver, left alone, treats as `verify-full`, with a warning of nine lines on the terminal. */
const LIBPQ_MODES = ['prefer', 'require', 'verify-ca'];

/**
 * A `postgres://` address in which `sslmode` means what PostgreSQL's own programs mean by it (its manual, 32.19.1): `require`
 * encrypts without checking the certificate, `verify-ca` checks its authority, `verify-full` its name too. `prefer` insists on
 * encryption (the driver does not fall back), `allow` is `disable`, `sslrootcert=system` the authorities that Node knows.
 */
export function withLibpqTls(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  const mode = url?.searchParams.get('sslmode');
  if (url === null || url.searchParams.has('uselibpqcompat')) {
    return databaseUrl;
  }
  if (url.searchParams.get('sslrootcert') === 'system') {
    // As libpq, which takes no weaker mode with it.
    url.searchParams.delete('sslrootcert');
    url.searchParams.set('sslmode', 'verify-full');
    return url.href;
  }
  if (mode === 'allow') {
    url.searchParams.set('sslmode', 'disable');
    return url.href;
  }
  if (mode && LIBPQ_MODES.includes(mode)) {
    url.searchParams.set('uselibpqcompat', 'true');
    return url.href;
  }
  return databaseUrl;
}

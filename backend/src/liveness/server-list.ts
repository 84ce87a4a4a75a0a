/** Scheme with user and password, which end at the last `@` as in any URL; the hosts; the rest. */
const ADDRESS = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/is;

/**
 * The addresses of single servers that an address with several hosts stands for, in its order: `mysql://u:p@a:3307,b/db` is
 * `mysql://u:p@a:3307/db` and `mysql://u:p@b/db`. Nothing is checked: an address with one host, or none, comes back as it is.
 *
 * Source of the form: PostgreSQL's manual, "Specifying Multiple Hosts" of libpq's connection URIs.
 */
export function serverAddresses(address: string): string[] {
  const [, before = '', hosts = '', after = ''] = ADDRESS.exec(address) ?? [];
  return hosts.includes(',') ? hosts.split(',').map((host) => `${before}${host.trim()}${after}`) : [address];
}

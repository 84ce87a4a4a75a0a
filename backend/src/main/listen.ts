import { type AddressInfo, isIPv6 } from 'node:net';

import type { FastifyInstance } from 'fastify';

/** Where an application listens, and which variables say so. */
export interface Listener {
  host: string;
  port: number;
  portVariable: 'PORT' | 'MANAGEMENT_PORT';
}

/**
 * What the system's names for a refused address mean.
 * Sources: errors of bind(2), listen(2) and ip(7); of getaddrinfo(3) for a host that is a name.
 */
const SENTENCES: Record<string, (listener: Listener) => string> = {
  EADDRINUSE: ({ host, port, portVariable }) =>
    `Port ${port} of ${host} is taken. Stop what uses it, or choose another one with ${portVariable}.`,
  EACCES: ({ port, portVariable }) =>
    `Port ${port} (${portVariable}) may not be opened: ports below 1024 want special rights. Choose a higher one with ` +
    `${portVariable} and put a reverse proxy in front of it, or give the process CAP_NET_BIND_SERVICE.`,
  EADDRNOTAVAIL: ({ host }) =>
    `${host} (HOST) is not an address of this machine. Set HOST to one that it has, 127.0.0.1 for this machine only, ` +
    'or 0.0.0.0 for all.',
  EAFNOSUPPORT: ({ host }) =>
    `${host} (HOST) is an IPv6 address, and this machine has no IPv6. Set HOST to an IPv4 address.`,
  EINVAL: ({ host }) =>
    `${host} (HOST) cannot be listened on; a link-local IPv6 address wants its interface, as in fe80::1%eth0.`,
  ENOTFOUND: ({ host }) =>
    `${host} (HOST) is a name that nobody knows. Set HOST to an address of this machine, e.g. 127.0.0.1 or 0.0.0.0.`,
};
const SYNONYMS: Record<string, string> = { EPERM: 'EACCES', EAI_AGAIN: 'ENOTFOUND', EAI_FAIL: 'ENOTFOUND' };

/**
 * Starts an application's listener.
 * @returns its base address as this machine reaches it
 * @throws Error naming the variable to change when the system refuses the address
 */
export async function listen(app: FastifyInstance, listener: Listener): Promise<string> {
  const { host, port } = listener;
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const sentence = SENTENCES[SYNONYMS[code] ?? code];
    throw sentence === undefined ? error : new Error(sentence(listener), { cause: error });
  }
  const address = app.server.address() as AddressInfo;
  return `http://${reachable(host)}:${address.port}`;
}

/** An address to call for a host to bind: "all interfaces" is none. */
function reachable(host: string): string {
  if (host === '0.0.0.0') {
    return '127.0.0.1';
  }
  if (host === '::') {
    return '[::1]';
  }
  return isIPv6(host) ? `[${host}]` : host;
}

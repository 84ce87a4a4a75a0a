import { WrongValue } from '../../../domain/wrong-value.ts';
import { serverAddresses } from '../../../liveness/server-list.ts';

/** The servers that `DATABASE_URL` names: those of one database, of which one takes writings. */
export interface PostgresServers {
  /** An address for each server, in the order in which they are asked. */
  addresses: string[];
  /** Whether a server must show that it takes writings before it is used. */
  writable: boolean;
}

const SCHEMES = ['postgres:', 'postgresql:'];
/** User and password, if any, and then no name: with them it is no URL at all. */
const WITHOUT_HOST = /^[^/]*:\/\/(?:[^/?#]*@)?(?=[:/?#]|$)/;
/** The store is written to. `any` is libpq's own default. */
const SESSIONS = ['any', 'read-write', 'primary'];

/**
 * Reads `DATABASE_URL`: `postgres://role:password@one:5432,two:5432/database`, or, as libpq also has it, `?host=one,two&port=…`.
 * Several servers are a primary server and its standbys, and the one that takes writings is used whatever
 * `target_session_attrs` says; a single server must show that it does with `target_session_attrs=read-write`.
 *
 * Source: PostgreSQL's manual, "Connection Strings" and "target_session_attrs" of libpq.
 *
 * @throws {WrongValue} that says what must be otherwise, without a part of the address: it holds a password
 */
export function postgresServers(databaseUrl: string): PostgresServers {
  const urls = serverAddresses(databaseUrl).map((address, _index, { length }) => {
    if (length > 1 && WITHOUT_HOST.test(address)) {
      throw new WrongValue({
        fr: 'nomme plusieurs hôtes, dont l’un n’a pas de nom',
        en: 'names several hosts, one of which has no name',
      });
    }
    const url = URL.parse(address);
    if (url === null || !SCHEMES.includes(url.protocol)) {
      throw new WrongValue({
        fr: 'doit être une adresse postgres://, p. ex. postgres://utilisateur:motdepasse@hôte:5432/vigie',
        en: 'must be a postgres:// address, e.g. postgres://user:password@host:5432/vigie',
      });
    }
    return url;
  });
  const wanted = urls[0]?.searchParams.get('target_session_attrs') ?? 'any';
  if (!SESSIONS.includes(wanted)) {
    throw new WrongValue({
      fr: 'a un target_session_attrs avec lequel rien ne s’écrit : ce doit être read-write',
      en: 'has a target_session_attrs under which nothing is written: it must be read-write',
    });
  }
  const servers = urls.flatMap(listedInOptions);
  return {
    addresses: servers.length > 1 || wanted !== 'any' ? servers.map(withoutSession) : [databaseUrl],
    writable: servers.length > 1 || wanted !== 'any',
  };
}

/** The servers of the options `host` and `port`; one port stands for all hosts. */
function listedInOptions(url: URL): URL[] {
  const hosts = url.searchParams.get('host')?.split(',') ?? [];
  if (hosts.length < 2) {
    return [url];
  }
  const ports = url.searchParams.get('port')?.split(',') ?? [];
  if (ports.length > 1 && ports.length !== hosts.length) {
    throw new WrongValue({
      fr: 'doit avoir un port pour tous les hôtes, ou un pour chacun',
      en: 'must have one port for all hosts, or one for each',
    });
  }
  return hosts.map((host, index) => {
    const server = new URL(url);
    server.searchParams.set('host', host);
    const port = ports[index] ?? ports[0];
    if (port !== undefined) {
      server.searchParams.set('port', port);
    }
    return server;
  });
}

/** The driver does not know the option. */
function withoutSession(url: URL): string {
  url.searchParams.delete('target_session_attrs');
  return url.href;
}

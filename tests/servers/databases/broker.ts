import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** Names the socket at which the processes of a run of tests ask for the servers that they share. */
const SOCKET_VARIABLE = 'TEST_SERVERS_SOCKET';

/** A server that the processes of a run share. */
export interface SharedServer {
  /** How to reach it, as JSON. */
  address: object;
  stop(): Promise<void>;
}

export interface Broker {
  /** Environment of the processes that may ask. */
  env: Record<string, string>;
  /** Stops what was started. */
  close(): Promise<void>;
}

/**
 * Starts a server when a process first asks for it, and tells every process where it is. They are tied to this process: what
 * ends it ends them.
 *
 * @param socket - a path that is not there yet; systems allow a hundred characters
 * @param starters - the servers by name
 */
export async function startBroker(
  socket: string,
  starters: Readonly<Record<string, () => Promise<SharedServer>>>
): Promise<Broker> {
  const started = new Map<string, Promise<SharedServer>>();
  const serverOf = (name: string): Promise<SharedServer> => {
    const server =
      started.get(name) ?? starters[name]?.() ?? Promise.reject(new Error(`There is no server "${name}".`));
    started.set(name, server);
    return server;
  };
  const broker = createServer((asked, answer) => {
    serverOf(asked.url?.slice(1) ?? '').then(
      ({ address }) => answer.end(JSON.stringify(address)),
      (error: unknown) => answer.writeHead(500).end(String(error))
    );
  });
  broker.listen(socket);
  await once(broker, 'listening');
  return {
    env: { [SOCKET_VARIABLE]: socket },
    async close() {
      broker.close();
      broker.closeAllConnections();
      const servers = await Promise.allSettled(started.values());
      await Promise.all(servers.map(async (server) => server.status === 'fulfilled' && server.value.stop()));
    },
  };
}

/**
 * Asks for a server of the run.
 * @returns its address; undefined in a process that no run has started, such as `node --test FILE`
 * @throws Error with the reason when it could not be started
 */
export async function sharedServer<Address>(name: string): Promise<Address | undefined> {
  const socketPath = process.env[SOCKET_VARIABLE];
  if (socketPath === undefined) {
    return undefined;
  }
  const [answer] = (await once(get({ socketPath, path: `/${name}`, agent: false }), 'response')) as [IncomingMessage];
  const body = await text(answer);
  if (answer.statusCode !== 200) {
    throw new Error(`The run's ${name} was not started: ${body}`);
  }
  return JSON.parse(body) as Address;
}

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

import { tiedFolder } from './processes/tied-folder.ts';

/** A socket in front of a server's, which counts connections and can act as a network that loses some. */
export interface Relay {
  socket: string;
  /** Connections made so far. */
  readonly made: number;
  /** Most connections that were open at once since the last `recount`. */
  readonly most: number;
  recount(): void;
  /** Forgets the open connections, as a firewall does: neither side hears of the other again, and neither learns of it. */
  forget(): void;
  /** Holds back what clients send from the first packet on that holds a text, until `deliver`. */
  holdFrom(text: string): void;
  /** Lets the held bytes reach the server. */
  deliver(): void;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
  open: boolean;
  forgotten: boolean;
  held: Buffer[];
}

export async function startRelay(target: string): Promise<Relay> {
  const folder = tiedFolder({ prefix: 'vigie-relay-' });
  const socket = join(folder.path, 'socket');
  const pairs: Pair[] = [];
  const countOpen = (): number => pairs.filter(({ open }) => open).length;
  let most = 0;
  let holdText: string | undefined;

  const listener = createServer((client) => {
    const pair: Pair = { client, server: connect(target), open: true, forgotten: false, held: [] };
    pairs.push(pair);
    most = Math.max(most, countOpen());
    const end = (): void => {
      pair.open = false;
      client.destroy();
      // What was held back still arrives.
      if (pair.held.length === 0) {
        pair.server.destroy();
      }
    };
    client.on('data', (bytes) => {
      if (pair.held.length > 0 || (holdText !== undefined && bytes.includes(holdText))) {
        pair.held.push(bytes);
      } else if (!pair.forgotten) {
        pair.server.write(bytes);
      }
    });
    pair.server.on('data', (bytes) => !pair.forgotten && client.write(bytes));
    // A client's farewell is its end, whatever this side still has to do to close.
    client.on('end', end).on('close', end).on('error', end);
    pair.server.on('close', () => !pair.forgotten && end()).on('error', end);
  });
  listener.listen(socket);
  await once(listener, 'listening');
  return {
    socket,
    get made() {
      return pairs.length;
    },
    get most() {
      return most;
    },
    recount: () => {
      most = countOpen();
    },
    forget: () => {
      for (const pair of pairs) {
        pair.forgotten = true;
      }
    },
    holdFrom: (text) => {
      holdText = text;
    },
    deliver: () => {
      holdText = undefined;
      for (const { server, held } of pairs) {
        held.splice(0).forEach((bytes) => server.write(bytes));
      }
    },
    close: async () => {
      pairs.forEach(({ client, server }) => {
        client.destroy();
        server.destroy();
      });
      listener.close();
      await folder.remove();
    },
  };
}

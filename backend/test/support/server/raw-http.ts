import { once } from 'node:events';
import { connect } from 'node:net';

/** One answer as it came off the wire. */
export interface RawAnswer {
  status: number;
  text: string;
}

/**
 * Sends bytes to a server as they are and gives back all that it says until it closes the connection: the last request
 * should ask for that (`Connection: close`), or be one that no server goes on after.
 */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  // A server may slam the door on a request that it takes for an attack.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  // Written and not ended: Node's server gives up on a caller that has closed its half while an answer is under way.
  socket.write(bytes);
  await once(socket, 'close');
  const text = Buffer.concat(received).toString('utf8');
  return text
    .split(/(?=HTTP\/1\.[01] \d{3})/)
    .filter((part) => part !== '')
    .map((part) => ({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(part)?.[1] ?? 0), text: part }));
}

/** A request with the headers and the body given, and nothing added. */
export function rawRequest(line: string, headers: readonly string[], body = ''): string {
  return [line, ...headers, '', body].join('\r\n');
}

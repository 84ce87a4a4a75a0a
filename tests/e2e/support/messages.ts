import { appendFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as Teams would show it. */
export interface Message {
  subject: string;
  text: string;
}

/** What Grafana posts to a Teams channel: an adaptive card whose blocks are the subject and the text. */
interface Card {
  attachments: { content: { body: { text: string }[] } }[];
}

/**
 * Stands in for a Teams channel: keeps what is posted to it in a file, a line a message.
 *
 * @returns the channel's address
 */
export async function startChannel(file: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      void appendFile(file, `${Buffer.concat(parts).toString()}\n`).then(() => response.end('1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/channel`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** All messages so far, oldest first. */
export async function readMessages(file: string): Promise<Message[]> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [subject, text] = (JSON.parse(line) as Card).attachments[0]?.content.body ?? [];
    return { subject: subject?.text ?? '', text: text?.text ?? '' };
  });
}

import { appendFile, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** Who gets the alerts by e-mail. */
export const RECIPIENTS = ['alertes@agitel.example', 'astreinte@agitel.example'];

/** A letter as it was delivered. */
export interface Mail {
  to: string[];
  subject: string;
  html: string;
}

/**
 * Stands in for the company's mail server: keeps what is sent through it in a file, a line a letter.
 *
 * @returns the server's address, as Grafana's setting `GF_SMTP_HOST` takes it
 */
export async function startMailServer(file: string): Promise<{ host: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    // Grafana would encrypt, and refuse a certificate that nobody vouches for.
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      void readMail(stream, session.envelope.rcptTo).then(
        (mail) => appendFile(file, `${JSON.stringify(mail)}\n`).then(() => done(), done),
        done
      );
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function readMail(stream: NodeJS.ReadableStream, recipients: { address: string }[]): Promise<Mail> {
  const parts: Buffer[] = [];
  for await (const part of stream) {
    parts.push(part as Buffer);
  }
  const { subject = '', html = '' } = await PostalMime.parse(Buffer.concat(parts));
  return { to: recipients.map(({ address }) => address), subject, html };
}

/** All letters so far, oldest first. */
export async function readMails(file: string): Promise<Mail[]> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Mail);
}

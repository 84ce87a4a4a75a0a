import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server took it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  raw: Buffer;
  parsed: Email;
}

export interface TestMailServer {
  port: number;
  /** Those whose message was read to the end, whatever was answered. */
  mails: ReceivedMail[];
  /** Resolves when there are so many. */
  received(count: number): Promise<ReceivedMail[]>;
}

export interface MailServerOptions extends SMTPServerOptions {
  /** What is answered to an address; undefined takes it. */
  refuse?: (address: string) => Error | undefined;
  /** Called with each message before it is answered; what it throws is the answer. */
  onMail?: (mail: ReceivedMail) => unknown;
}

/** An answer with a code, as `smtp-server` sends it. */
export const smtpError = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A real SMTP server on the loopback address, which `t` closes at its end. */
export async function startMailServer(
  t: { after(close: () => Promise<void>): unknown },
  { refuse, onMail, ...options }: MailServerOptions = {}
): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  let arrived: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key === undefined ? ['STARTTLS'] : [],
    ...options,
    onRcptTo: ({ address }, _session, done) => done(refuse?.(address)),
    onData(stream, { envelope }, done) {
      void (async () => {
        const raw = await buffer(stream);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const mail = {
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
          parsed: await PostalMime.parse(raw),
        };
        mails.push(mail);
        await onMail?.(mail);
      })()
        .then(() => done(), done)
        .finally(() => {
          const told = arrived;
          arrived = [];
          told.forEach((tell) => tell());
        });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    async received(count) {
      while (mails.length < count) {
        await new Promise<void>((resolve) => arrived.push(resolve));
      }
      return mails;
    },
  };
}

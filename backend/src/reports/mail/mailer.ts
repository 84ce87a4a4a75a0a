import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';

import type SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionSendCallback, SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';

import type { DeliveryRecipient } from '../../store/schema.ts';
import type { SmtpServer } from './smtp-address.ts';

/** A mail ready to be sent. */
export interface ComposedMail {
  /** Address alone, of the envelope. */
  from: string;
  to: readonly string[];
  /** The message as it goes over the wire. */
  raw: Buffer;
}

/** What a mail server did with a mail. */
export interface MailOutcome {
  /**
   * `taken`: for at least one address. `refused`: for none, and said so for good. `deferred`: for none, and it may be tried again.
   * `unknown`: all of the message was handed over and no answer came.
   */
  result: 'taken' | 'refused' | 'deferred' | 'unknown';
  recipients: DeliveryRecipient[];
  /** What went wrong as a whole, without a secret. */
  problem: string | null;
}

export interface Mailer {
  /** Sends a mail once. Never rejects. */
  send(mail: ComposedMail): Promise<MailOutcome>;
}

/** How long a mail server may take, in milliseconds. */
export interface MailTimeouts {
  connectMs: number;
  /** Without a byte from it. */
  silenceMs: number;
  /** For the whole mail, however busy it looks. */
  totalMs: number;
}

const TIMEOUTS: MailTimeouts = { connectMs: 20_000, silenceMs: 60_000, totalMs: 180_000 };

/** Sends mails over SMTP, each over a connection of its own: what one of them leaves behind cannot touch the next. */
export function createMailer(server: SmtpServer, timeouts: MailTimeouts = TIMEOUTS): Mailer {
  return {
    async send({ from, to, raw }) {
      const message = watched(raw);
      try {
        // With the first mail, as in `composeMail`.
        const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
        const connection = new SMTPConnection(await connectionOptions(server, timeouts));
        const { rejectedErrors = [] } = await sendOver(connection, server.auth, timeouts, (done) =>
          connection.send({ from, to: [...to] }, message.stream, done)
        );
        const recipients = recipientsOf(to, rejectedErrors);
        return { result: resultOf(recipients), recipients, problem: null };
      } catch (error) {
        return failureOf(error as SmtpError, to, message.handedOver());
      }
    },
  };
}

/** The connection reads it when the server has said that it takes the message, and ends it with the dot right after its last byte. */
function watched(raw: Buffer): { stream: Readable; handedOver(): boolean } {
  const stream = Readable.from([raw]);
  let ended = false;
  stream.once('end', () => (ended = true));
  return { stream, handedOver: () => ended };
}

async function connectionOptions({ host, port, secure, startTls, caFile }: SmtpServer, timeouts: MailTimeouts) {
  return {
    host,
    port,
    secure,
    requireTLS: startTls === 'required',
    ignoreTLS: startTls === 'never',
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.silenceMs,
    tls: caFile === undefined ? {} : { ca: [...rootCertificates, await readFile(caFile, 'utf8')] },
  };
}

/** Whatever happens first ends it: the answer, an error at any moment (a connection that closes is one), or the end of patience. */
function sendOver(
  connection: SmtpConnection,
  auth: SmtpServer['auth'],
  { totalMs }: MailTimeouts,
  send: (done: SMTPConnectionSendCallback) => void
): Promise<SMTPConnectionSendInfo> {
  return new Promise<SMTPConnectionSendInfo>((resolve, reject) => {
    const patience = setTimeout(() => end(new Error('the mail server took too long')), totalMs);
    const end = (error: Error): void => {
      clearTimeout(patience);
      connection.close();
      reject(error);
    };
    const begin = (): void =>
      send((error, info) => {
        if (error) {
          end(error);
          return;
        }
        clearTimeout(patience);
        connection.quit();
        resolve(info);
      });
    // Also those that come after the end: nobody else listens.
    connection.on('error', end);
    connection.connect((refused) => {
      if (refused) {
        end(refused);
      } else if (auth === undefined) {
        begin();
      } else if (connection.allowsAuth) {
        connection.login({ user: auth.user, credentials: auth }, (wrong) => (wrong ? end(wrong) : begin()));
      } else {
        end(new Error('the mail server takes no log-in on this connection'));
      }
    });
  });
}

/** Errors of nodemailer: those of the server's answers have its code. */
interface SmtpError extends Error {
  code?: string;
  /** Of the error beneath, where it is not one of nodemailer. */
  originalCode?: string;
  responseCode?: number;
  response?: string;
  recipient?: string;
  rejectedErrors?: SmtpError[];
}

const isForNow = ({ responseCode }: SmtpError): boolean => responseCode !== undefined && responseCode < 500;

function recipientsOf(to: readonly string[], refusals: readonly SmtpError[]): DeliveryRecipient[] {
  return to.map((address) => {
    const refusal = refusals.find(({ recipient }) => recipient === address);
    return refusal === undefined
      ? { address, state: 'accepted', detail: null }
      : { address, state: isForNow(refusal) ? 'deferred' : 'refused', detail: sentence(refusal) };
  });
}

function resultOf(recipients: readonly DeliveryRecipient[]): MailOutcome['result'] {
  if (recipients.some(({ state }) => state === 'accepted')) {
    return 'taken';
  }
  return recipients.some(({ state }) => state === 'deferred') ? 'deferred' : 'refused';
}

function failureOf(error: SmtpError, to: readonly string[], handedOver: boolean): MailOutcome {
  if (error.rejectedErrors !== undefined && error.rejectedErrors.length > 0) {
    // No address was taken.
    const recipients = recipientsOf(to, error.rejectedErrors);
    return { result: resultOf(recipients), recipients, problem: null };
  }
  if (error.responseCode === undefined && handedOver) {
    return { result: 'unknown', recipients: [], problem: sentence(error) };
  }
  // What is refused of the connection (log-in, encryption) may be put right before the next attempt; what is said of a mail stays.
  const forGood = ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? '') && !isForNow(error);
  return { result: forGood ? 'refused' : 'deferred', recipients: [], problem: sentence(error) };
}

const LONGEST_SENTENCE = 300;

/** The server's words, or the system's, on one line. They hold addresses, never the password. */
function sentence({ response, message, originalCode = '' }: SmtpError): string {
  const words = (response ?? message).replace(/\s+/g, ' ').trim();
  const advice = CERTIFICATE_ADVICE[originalCode];
  // What follows a semicolon is advice to those who start Node.js.
  const text =
    advice === undefined ? words : `the certificate of the mail server is refused (${words.split(';')[0]}): ${advice}`;
  return text.slice(0, LONGEST_SENTENCE);
}

const NAME_AUTHORITY = 'name the file of the authority that signed it in SMTP_URL with ca=FILE';

/** What to do about a certificate. Source: codes of X509 certificate errors of Node.js. */
const CERTIFICATE_ADVICE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: NAME_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: NAME_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: NAME_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NAME_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NAME_AUTHORITY,
  CERT_HAS_EXPIRED: 'those who run that server have to renew it',
  CERT_NOT_YET_VALID: 'look at the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID: 'write the host in SMTP_URL as the certificate names it',
};

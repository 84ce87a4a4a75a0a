import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import { createMailer } from '../../src/reports/mail/mailer.ts';
import { parseSmtpUrl } from '../../src/reports/mail/smtp-address.ts';
import { outcomeOf } from '../../src/reports/outcome.ts';
import { startMailServer } from '../support/mail/mail-server.ts';
import { withFolder } from '../support/server/server.ts';
import { createAuthority, opensslMissing } from '../support/tls/authority.ts';

const MAIL = { from: 'vigie@agitel.example', to: ['anne@bash.example'], raw: Buffer.from('Subject: x\r\n\r\nx\r\n') };
const PASSWORD = 'hush-hush';

/** Both ways to encrypt: after a plain greeting, and from the first byte on. */
const WAYS = [
  { scheme: 'smtp', query: 'tls=required&', secure: false },
  { scheme: 'smtps', query: '', secure: true },
] as const;

/** A mail server with a certificate of an authority of its own, and an authority it has nothing to do with. */
async function withTls(t: TestContext, secure: boolean, names = 'IP:127.0.0.1') {
  const folder = await withFolder(t);
  const [authority, stranger] = [createAuthority(folder, 'own'), createAuthority(folder, 'stranger')];
  const logIns: string[] = [];
  const server = await startMailServer(t, {
    ...authority.certify(names),
    secure,
    authOptional: false,
    onAuth: ({ username, password }, session, done) => {
      logIns.push(`${username} ${password} ${session.secure ? 'encrypted' : 'plain'}`);
      done(null, { user: username ?? '' });
    },
  });
  return { server, authority, stranger, logIns };
}

for (const { scheme, query, secure } of WAYS) {
  const send = (port: number, ca?: string) => {
    const options = `${query}${ca === undefined ? '' : `ca=${encodeURIComponent(ca)}`}`;
    return createMailer(parseSmtpUrl(`${scheme}://vigie:${PASSWORD}@127.0.0.1:${port}?${options}`)).send(MAIL);
  };

  test(
    `${scheme}: a mail goes over an encrypted connection to a server whose authority is named`,
    { skip: opensslMissing() },
    async (t) => {
      const { server, authority, logIns } = await withTls(t, secure);
      const outcome = await send(server.port, authority.file);
      assert.deepEqual([outcome.result, outcome.problem], ['taken', null]);
      assert.equal(server.mails.length, 1);
      assert.deepEqual(logIns, [`vigie ${PASSWORD} encrypted`]);
    }
  );

  test(
    `${scheme}: a certificate that nobody vouches for, or of another name, is refused before the log-in`,
    { skip: opensslMissing() },
    async (t) => {
      const own = await withTls(t, secure);
      const elsewhere = await withTls(t, secure, 'DNS:mail.example');
      const outcomes = [
        await send(own.server.port),
        await send(own.server.port, own.stranger.file),
        await send(elsewhere.server.port, elsewhere.authority.file),
      ];
      for (const outcome of outcomes) {
        const { result, problem } = outcome;
        assert.equal(result, 'deferred');
        assert.match(problem ?? '', /^the certificate of the mail server is refused \(/);
        const noted = outcomeOf(outcome, 1, []);
        assert.equal(noted.error?.fr, `Le message n’a pas pu être remis : ${problem}`);
        assert.ok(!JSON.stringify([outcome, noted]).includes(PASSWORD));
      }
      assert.match(
        outcomes[0]?.problem ?? '',
        /: name the file of the authority that signed it in SMTP_URL with ca=FILE$/
      );
      assert.match(
        outcomes[2]?.problem ?? '',
        /127\.0\.0\.1.*: write the host in SMTP_URL as the certificate names it$/
      );
      assert.deepEqual(
        [own, elsewhere].flatMap(({ server, logIns }) => [...server.mails, ...logIns]),
        []
      );
    }
  );
}

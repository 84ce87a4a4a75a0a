import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import test, { type TestContext } from 'node:test';

import { createMailer } from '../../src/reports/mail/mailer.ts';
import { parseSmtpUrl } from '../../src/reports/mail/smtp-address.ts';
import { smtpError, startMailServer } from '../support/mail/mail-server.ts';

const FROM = 'vigie@agitel.example';
const [ANNE, BOB] = ['anne@bash.example', 'bob@bash.example'] as const;
const RAW = Buffer.from('Subject: x\r\n\r\n.a line that begins with a dot\r\nend\r\n');
/** Short enough for a test, long enough for a busy machine to answer in. */
const TIMEOUTS = { connectMs: 10_000, silenceMs: 1_000, totalMs: 20_000 };

const mail = (...to: string[]) => ({ from: FROM, to, raw: RAW });
const mailer = (port: number, rest = '') => createMailer(parseSmtpUrl(`smtp://${rest}127.0.0.1:${port}`), TIMEOUTS);

/** A server that answers each line of a script, whatever is asked, and does the last thing when the script is over. */
async function withScript(t: TestContext, lines: readonly string[], then: 'hang' | 'close'): Promise<number> {
  const server: Server = createServer((socket) => {
    const left = [...lines];
    const answer = (): void => {
      const line = left.shift();
      if (line !== undefined) {
        socket.write(`${line}\r\n`);
      } else if (then === 'close') {
        socket.destroy();
      }
    };
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      // The message itself is answered once, at its end.
      if (left.length > 0 || data.toString().endsWith('\r\n.\r\n')) {
        answer();
      }
    });
    answer();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test('a mail goes to everybody whom the server takes, and a refused address stops nobody', async (t) => {
  const server = await startMailServer(t, {
    refuse: (address) => (address === BOB ? smtpError(550, 'no such person') : undefined),
  });
  const outcome = await mailer(server.port).send(mail(BOB, ANNE));
  assert.equal(outcome.result, 'taken');
  assert.deepEqual(
    outcome.recipients.map(({ address, state, detail }) => [
      address,
      state,
      detail?.includes('no such person') ?? null,
    ]),
    [
      [BOB, 'refused', true],
      [ANNE, 'accepted', null],
    ]
  );
  assert.deepEqual(server.mails[0]?.to, [ANNE]);
  assert.equal(server.mails[0]?.from, FROM);
  assert.match(server.mails[0]?.raw.toString() ?? '', /^\.a line that begins with a dot$/m);
});

test('refusals for now and for good are told apart, of addresses and of the message', async (t) => {
  const codes: Record<string, number> = { [ANNE]: 450, [BOB]: 550 };
  const addresses = await startMailServer(t, { refuse: (address) => smtpError(codes[address] ?? 500, 'refused') });
  assert.equal((await mailer(addresses.port).send(mail(ANNE, BOB))).result, 'deferred');
  assert.equal((await mailer(addresses.port).send(mail(BOB))).result, 'refused');
  assert.equal(addresses.mails.length, 0);
  for (const [code, result] of [
    [452, 'deferred'],
    [554, 'refused'],
  ] as const) {
    const messages = await startMailServer(t, { onMail: () => Promise.reject(smtpError(code, 'not this one')) });
    const outcome = await mailer(messages.port).send(mail(ANNE));
    assert.equal(outcome.result, result);
    assert.match(outcome.problem ?? '', /not this one/);
  }
});

test('a server that cannot be reached, hangs or leaves before the message has not got it', async (t) => {
  const closed = await withScript(t, [], 'close');
  for (const port of [
    1,
    closed,
    await withScript(t, ['220 here', '250 hello', '250 sender', '250 address'], 'close'),
    await withScript(t, ['220 here', '250 hello', '250 sender'], 'hang'),
  ]) {
    const outcome = await mailer(port).send(mail(ANNE));
    assert.equal(outcome.result, 'deferred');
    assert.ok(outcome.problem);
  }
});

test('a server that gives no answer after the whole message may have it', async (t) => {
  const UP_TO_DATA = ['220 here', '250 hello', '250 sender', '250 address', '354 go on'];
  for (const then of ['close', 'hang'] as const) {
    const outcome = await mailer(await withScript(t, UP_TO_DATA, then)).send(mail(ANNE));
    assert.equal(outcome.result, 'unknown', then);
  }
});

test('uses a log-in and reports a wrong one, without the password', async (t) => {
  const server = await startMailServer(t, {
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right-one' ? done(null, { user: username ?? '' }) : done(smtpError(535, 'who are you')),
  });
  assert.equal((await mailer(server.port, 'vigie:right-one@').send(mail(ANNE))).result, 'taken');
  const wrong = await mailer(server.port, 'vigie:wrong-one@').send(mail(ANNE));
  // Somebody may put it right before the next attempt.
  assert.equal(wrong.result, 'deferred');
  assert.match(wrong.problem ?? '', /who are you/);
  assert.ok(!JSON.stringify(wrong).includes('wrong-one'));
});

test('a password is not sent to a server that offers no encryption when the address requires it', async (t) => {
  let asked = false;
  const server = await startMailServer(t, {
    allowInsecureAuth: true,
    onAuth(_auth, _session, done) {
      asked = true;
      done(null, { user: 'x' });
    },
  });
  const required = createMailer(parseSmtpUrl(`smtp://vigie:secret@127.0.0.1:${server.port}?tls=required`), TIMEOUTS);
  assert.equal((await required.send(mail(ANNE))).result, 'deferred');
  assert.equal(asked, false);
});

import assert from 'node:assert/strict';
import test from 'node:test';

import { parseSender } from './sender.ts';
import { parseSmtpUrl } from './smtp-address.ts';

test('an address of a mail server gives host, port, log-in and encryption', () => {
  assert.deepEqual(parseSmtpUrl('smtp://u%40x:p%25w@mail.example'), {
    host: 'mail.example',
    port: 587,
    secure: false,
    startTls: 'required',
    auth: { user: 'u@x', pass: 'p%w' },
    caFile: undefined,
  });
  assert.deepEqual(parseSmtpUrl('smtps://[::1]:4650/?ca=/etc/ca.pem'), {
    host: '::1',
    port: 4650,
    secure: true,
    startTls: 'offered',
    auth: undefined,
    caFile: '/etc/ca.pem',
  });
});

test('a password goes over the network encrypted unless the address says otherwise', () => {
  assert.equal(parseSmtpUrl('smtp://u:p@mail.example').startTls, 'required');
  assert.equal(parseSmtpUrl('smtp://u:p@127.0.0.1:25').startTls, 'offered');
  assert.equal(parseSmtpUrl('smtp://mail.example:25').startTls, 'offered');
  assert.equal(parseSmtpUrl('smtp://u:p@mail.example?tls=never').startTls, 'never');
});

test('refuses a wrong address without repeating a part of it', () => {
  for (const wrong of [
    'mail.example:25',
    'http://u:hush@mail.example',
    'smtp://u:hush@mail.example/path',
    'smtp://u@mail.example',
    'smtp://u:hush%@mail.example',
    'smtp://u:hush@mail.example?tls=maybe',
    'smtps://u:hush@mail.example?tls=never',
    'smtp://u:hush@mail.example?verify=no',
  ]) {
    assert.throws(
      () => parseSmtpUrl(wrong),
      ({ message }: Error) => /^(must|may) /.test(message) && !message.includes('hush')
    );
  }
});

test('a sender is an address, with a name or without', () => {
  assert.deepEqual(parseSender('Vigie, rapports <vigie@x.example>'), {
    name: 'Vigie, rapports',
    address: 'vigie@x.example',
  });
  assert.deepEqual(parseSender(' vigie@x.example '), { name: '', address: 'vigie@x.example' });
  for (const wrong of ['vigie', 'Vigie <vigie>', 'a@x.example, b@x.example', 'A\r\nBcc: b@x.example <a@x.example>']) {
    assert.equal(parseSender(wrong), undefined, wrong);
  }
});

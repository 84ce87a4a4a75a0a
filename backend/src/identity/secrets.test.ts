import assert from 'node:assert/strict';
import { createDecipheriv, randomBytes } from 'node:crypto';
import test from 'node:test';
import { inspect } from 'node:util';

import { type Keyring, parseSecretKey, type SecretKey } from './secret-key.ts';
import { openSecret, sealSecret, type UnreadableReason } from './secrets.ts';

const SECRET = 'clé d’accès – kEy-5b1e';
const CONTEXT = ['lyon', 'atera'];

function newKey(): SecretKey {
  return parseSecretKey(randomBytes(32).toString('base64')) ?? assert.fail();
}

function rejects(work: () => unknown, reason: UnreadableReason, message = /./): void {
  assert.throws(work, (error: Error) => {
    assert.equal((error as Error & { reason?: string }).reason, reason);
    assert.match(error.message, message);
    assert.ok(!inspect(error).includes(SECRET));
    return true;
  });
}

const ring = (current?: SecretKey, previous?: SecretKey): Keyring => ({ current, previous });

test('a key is 32 bytes in base64, of either alphabet', () => {
  const bytes = Buffer.alloc(32, 0xfb);
  const key = parseSecretKey(bytes.toString('base64'));
  assert.equal(key?.id, parseSecretKey(bytes.toString('base64url'))?.id);
  assert.match(key?.id ?? '', /^[0-9a-f]{16}$/);
  assert.ok(!inspect(key, { depth: 9 }).includes(bytes.toString('base64').slice(0, 8)));
  for (const wrong of [
    '',
    'short',
    randomBytes(31).toString('base64'),
    randomBytes(33).toString('base64'),
    `${bytes.toString('base64')} `,
    bytes.toString('hex'),
  ]) {
    assert.equal(parseSecretKey(wrong), undefined, wrong);
  }
});

test('what was sealed opens with the same key and context', () => {
  const key = newKey();
  for (const secret of [SECRET, '', 'x'.repeat(10_000)]) {
    const sealed = sealSecret(key, secret, CONTEXT);
    assert.equal(sealed.keyId, key.id);
    assert.equal(openSecret(ring(key), sealed, CONTEXT), secret);
    assert.equal(openSecret(ring(newKey(), key), sealed, CONTEXT), secret);
  }
});

test('it is AES-256-GCM with a fresh nonce of 96 bits, readable by any other implementation', () => {
  const key = newKey();
  const sealed = sealSecret(key, SECRET, CONTEXT);
  assert.equal(sealed.nonce.length, 12);
  assert.notDeepEqual(sealSecret(key, SECRET, CONTEXT).nonce, sealed.nonce);
  const decipher = createDecipheriv('aes-256-gcm', key.key.export(), sealed.nonce);
  decipher.setAAD(Buffer.from('["lyon","atera"]'));
  decipher.setAuthTag(sealed.ciphertext.subarray(-16));
  const opened = Buffer.concat([decipher.update(sealed.ciphertext.subarray(0, -16)), decipher.final()]);
  assert.equal(opened.toString('utf8'), SECRET);
});

test('moved to another name or kind, or changed in one bit, it does not open', () => {
  const key = newKey();
  const sealed = sealSecret(key, SECRET, CONTEXT);
  for (const context of [['paris', 'atera'], ['lyon', 'odoo'], ['lyonatera', ''], ['lyon'], []]) {
    rejects(() => openSecret(ring(key), sealed, context), 'altered');
  }
  for (let position = 0; position < sealed.ciphertext.length; position += 1) {
    const ciphertext = Buffer.from(sealed.ciphertext);
    ciphertext.writeUInt8(ciphertext.readUInt8(position) ^ 1, position);
    rejects(() => openSecret(ring(key), { ...sealed, ciphertext }, CONTEXT), 'altered');
  }
  rejects(() => openSecret(ring(key), { ...sealed, ciphertext: Buffer.alloc(3) }, CONTEXT), 'altered');
  rejects(() => openSecret(ring(key), { ...sealed, nonce: randomBytes(12) }, CONTEXT), 'altered');
});

test('without the key the error names the keys by their ids', () => {
  const [key, other, older] = [newKey(), newKey(), newKey()];
  const sealed = sealSecret(key, SECRET, CONTEXT);
  rejects(() => openSecret(ring(), sealed, CONTEXT), 'no_key', new RegExp(`key ${key.id}.*is not set`));
  rejects(() => openSecret(ring(other), sealed, CONTEXT), 'other_key', new RegExp(`${key.id}.*is the key ${other.id}`));
  rejects(() => openSecret(ring(other, older), sealed, CONTEXT), 'other_key', new RegExp(`${other.id}.*${older.id}`));
});

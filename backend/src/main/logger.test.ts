import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import test from 'node:test';

import { createLogger } from './logger.ts';

function capture(secrets: readonly string[]) {
  const destination = new PassThrough();
  const logger = createLogger({ level: 'info', secrets, destination });
  return { logger, text: () => String(destination.read() ?? '') };
}

test('no secret of the configuration reaches a line, wherever it would stand', () => {
  const secret = 'p"ss\\word-1';
  const { logger, text } = capture([secret, 'short', 'shorter-of-two']);
  const error = new Error(`could not log in with ${secret}`);
  logger.info({ err: error, url: `postgres://vigie:${secret}@db/vigie`, note: 'shorter-of-two' }, `with ${secret}`);
  const line = text();
  const record = JSON.parse(line) as { msg: string; note: string; err: { message: string } };
  assert.equal(record.msg, 'with [secret]');
  assert.equal(record.note, '[secret]');
  assert.equal(record.err.message, 'could not log in with [secret]');
  assert.ok(!line.includes('word-1'));
});

test('headers and tokens are left out of whatever is logged', () => {
  const { logger, text } = capture([]);
  logger.info({ token: 'vig_x', call: { headers: { authorization: 'Bearer vig_x' }, apiKey: 'key-x' } }, 'call');
  assert.doesNotMatch(text(), /vig_x|key-x/);
});

test('goes on when standard output is a full disk', { skip: !existsSync('/dev/full') && 'no /dev/full' }, () => {
  const full = openSync('/dev/full', 'w');
  const program = `
    const { createLogger } = await import(${JSON.stringify(new URL('logger.ts', import.meta.url).href)});
    const logger = createLogger({ level: 'info', secrets: [] });
    for (let line = 0; line < 20_000; line += 1) logger.info({ line }, 'x'.repeat(100));
    setTimeout(() => process.stderr.write('still here'), 50);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', full, 'pipe'],
    timeout: 60_000,
    encoding: 'utf8',
  });
  closeSync(full);
  assert.deepEqual([status, stderr], [0, 'still here']);
});

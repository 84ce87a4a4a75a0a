import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

import { readOptions } from './options.ts';

test('reads what is asked for, and the defaults of the rest', () => {
  assert.deepEqual(readOptions(['--language', 'en-US']), {
    once: false,
    reload: false,
    withoutGrafana: false,
    seed: 7,
    language: 'en-US',
    grafanaPort: 3000,
  });
  assert.deepEqual(
    readOptions([
      '--once',
      '--without-grafana',
      '--seed',
      '9',
      '--language',
      'fr-FR',
      '--grafana-port',
      '0',
      '--now',
      '2026-11-27T00:30:00+01:00',
    ]),
    {
      once: true,
      reload: false,
      withoutGrafana: true,
      seed: 9,
      language: 'fr-FR',
      grafanaPort: 0,
      now: new Date('2026-11-26T23:30:00Z'),
    }
  );
  assert.deepEqual(readOptions(['--now', '2028-02-29T12:00:00Z'])?.now, new Date('2028-02-29T12:00:00Z'));
  assert.equal(readOptions(['--help']), undefined);
});

for (const [args, sentence] of [
  [['--now', 'demain'], /^--now must be an ISO instant with its offset, e\.g\. .*, not "demain"\.$/],
  [['--now', '2026-11-27'], /^--now must be an ISO instant/],
  [['--now', '2026-11-27T00:30:00'], /^--now must be an ISO instant/],
  [['--now', ''], /^--now must be an ISO instant/],
  [['--now', '2027-02-29T12:00:00Z'], /^--now must be a day that exists, not "2027-02-29T12:00:00Z"\.$/],
  [['--now', '0026-11-27T00:30:00Z'], /^--now must be of the years 2000 to 2099/],
  [['--seed', 'x'], /^--seed must be a whole number up to 4294967295, not "x"\.$/],
  [['--language', 'de-DE'], /^--language must be fr-FR or en-US, not "de-DE"\.$/],
  [['--grafana-port', '70000'], /^--grafana-port must be a whole number up to 65535/],
  [['--nwo', '2026-11-27T00:30:00Z'], /--nwo/],
] as const) {
  test(`refuses ${args.join(' ')} with a sentence`, () => {
    assert.throws(() => readOptions([...args]), { message: sentence });
  });
}

test('ends with exit code 2 and a sentence before it starts anything when an option is wrong', () => {
  const main = path.join(import.meta.dirname, 'main.ts');
  const { status, stderr, stdout } = spawnSync(process.execPath, [main, '--now', 'demain'], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^--now must be an ISO instant with its offset, .*, not "demain"\. .*--help.*\n$/);
});

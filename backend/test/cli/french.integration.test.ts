import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import test from 'node:test';

import type { QueryResult } from '../../src/datasets/engine/run.ts';
import { englishWordsIn } from '../support/english-words.ts';
import { runCommand } from '../support/server/cli.ts';
import { withDataDir } from '../support/server/server.ts';
import { newSecretKey, serverOn } from '../support/upstreams/connections.ts';
import { withOdoo } from '../support/upstreams/odoo.ts';

test('names wrong environment variables in the language of the system', async () => {
  const wrong = {
    PORT: '70000',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://db/vigie',
    COUNTERS_URL: 'mysql://db',
    SMTP_URL: 'smtp://user@mail.example',
    VIGIE_SECRET_KEY: 'no base64!',
    VIGIE_NOW: 'noon',
    ATERA_API_KEY_FILE: '/no/such/file',
    ODOO_URL: 'https://odoo.example',
    HTTPS_PROXY: 'proxy:3128',
  };
  const { code, stderr } = await runCommand(['board'], { ...wrong, LANG: 'fr_FR.UTF-8' });
  assert.equal(code, 1);
  assert.deepEqual(englishWordsIn(stderr), [], stderr);
  assert.equal(
    stderr,
    `vigie: Les variables d’environnement ne conviennent pas :
  - PORT doit être un nombre entier de 0 à 65535, et non « 70000 »
  - LOG_LEVEL doit être l’un de fatal, error, warn, info, debug, trace, silent, et non « loud »
  - VIGIE_SECRET_KEY doit être 32 octets en base64, et ceci est autre chose que du base64 : faites-en une avec « openssl rand -base64 32 »
  - VIGIE_NOW doit être un instant ISO avec son décalage, p. ex. 2024-07-23T08:00:00Z, et non « noon »
  - DATABASE_URL doit être une adresse postgres://, p. ex. postgres://utilisateur:motdepasse@hôte:5432/vigie
  - COUNTERS_URL ne peut servir : elle doit nommer une base après l’hôte : mysql://hôte/base
  - ATERA_API_KEY ne peut être lue : le fichier que nomme ATERA_API_KEY_FILE (/no/such/file) n’existe pas
  - SMTP_URL doit avoir un utilisateur et un mot de passe, ou aucun des deux
  - ODOO_DB et ODOO_API_KEY doivent accompagner ODOO_URL : Odoo est lu avec ces trois variables
  - HTTPS_PROXY doit être l’adresse http:// ou https:// d’un proxy, p. ex. http://proxy.example.com:3128
`
  );
  const doctor = await runCommand(['doctor', '--language', 'fr'], wrong);
  assert.deepEqual(englishWordsIn(doctor.stdout), [], doctor.stdout);
  assert.match(doctor.stdout, /✘ environment : PORT doit être un nombre entier/);
  assert.match(
    (await runCommand(['board'], wrong)).stderr,
    /^vigie: The environment variables are not right:\n {2}- PORT must be/
  );
});

test('the doctor names a misspelt variable in French', async (t) => {
  const env = { VIGIE_DATA_DIR: await withDataDir(t), ATERA_APIKEY: 'x', LANG: 'fr_FR.UTF-8' };
  const { stdout } = await runCommand(['doctor'], env);
  assert.match(stdout, /ATERA_APIKEY est inconnue et n’a aucun effet\. Vouliez-vous dire ATERA_API_KEY \?/);
  assert.deepEqual(englishWordsIn(stdout), [], stdout);
});

for (const version of [19, 18] as const) {
  test(`what Odoo ${version} says to a refused key is French on a screen, in the doctor and where it is added`, async (t) => {
    const odoo = await withOdoo(t, { version });
    const env = {
      VIGIE_DATA_DIR: await withDataDir(t),
      VIGIE_SECRET_KEY: newSecretKey(),
      ODOO_URL: odoo.url,
      ODOO_DB: odoo.database,
      ODOO_LOGIN: 'vigie@example.com',
      ODOO_API_KEY: 'a-wrong-key-4711',
    };
    const server = await serverOn(t, env);
    assert.deepEqual(await server.sync(), { odoo: 'unauthorized' });
    const errorIn = async (language: string): Promise<string> => {
      const queries = [{ refId: 'A', dataset: 'system.sources', language }];
      const { body, text } = await server.call<{ results: Record<string, QueryResult> }>('POST', '/v1/query', {
        queries,
      });
      assert.ok(body.results, text);
      const frame = body.results['A']?.frames[0];
      const column = frame?.schema.fields.findIndex(({ name }) => name === 'error') ?? -1;
      return String(frame?.data.values[column]?.[0]);
    };
    const french = await errorIn('fr');
    assert.match(french, /^Odoo refuse (la|l’identifiant ou la) clé d’API : .* révoqué/);
    assert.deepEqual(englishWordsIn(french), []);
    assert.match(await errorIn('en'), /^Odoo refuses the/);

    for (const [args, input] of [
      [['doctor']],
      [['sync']],
      [['connections', 'list']],
      [['connections', 'test', 'odoo']],
      [
        [...['connections', 'add', 'other', '--kind', 'odoo', '--url', odoo.url, '--db', odoo.database]],
        'another-wrong-key-4711\n',
      ],
    ] as [string[], string?][]) {
      const { stdout, stderr } = await runCommand(
        [...args, '--language', 'fr'],
        env,
        input === undefined ? undefined : Readable.from([input])
      );
      assert.match(stdout + stderr, /Odoo (refuse|18.0 veut)/, args.join(' '));
      assert.deepEqual(englishWordsIn(stdout + stderr), [], stdout + stderr);
    }
  });
}

import assert from 'node:assert/strict';
import test from 'node:test';

import type { DoctorReport } from '../../src/doctor/check.ts';
import { SYSTEM_ACCESS } from '../../src/domain/access/system-access.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import { actorOf } from '../../src/identity/actor.ts';
import { ago, NOW, sourceState, ticketRow } from '../support/models/tickets.ts';
import { send, type TestApp, withApp } from '../support/server/server.ts';

const TESTER = actorOf(SYSTEM_ACCESS);
const ADMIN = { 'x-vigie-user': 'zoe', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };

async function report({ url }: TestApp, token: string, headers: Record<string, string> = {}): Promise<DoctorReport> {
  const answer = await send<DoctorReport>(`${url}/v1/doctor`, { token, headers });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

test('the doctor is for Grafana admins with a token that sees everything, and for the command line', async (t) => {
  const app = await withApp(t);
  const board = await app.token(['tickets:read']);
  const status = async (token: string, headers: Record<string, string>): Promise<[number, string]> => {
    const { status, body } = await send(`${app.url}/v1/doctor`, { token, headers });
    return [status, body.code];
  };
  assert.deepEqual(await status(board, {}), [403, 'role_missing']);
  for (const role of ['Viewer', 'Editor', 'admin', 'Admin,Viewer']) {
    assert.deepEqual(await status(board, { ...ADMIN, 'x-vigie-role': role }), [403, 'role_missing'], role);
  }
  assert.deepEqual(await status(await app.token(['counters:read', 'sites:write']), ADMIN), [403, 'scope_missing']);
  for (const limit of [{ enterprises: ['BASH'] }, { enterprises: [] }, { connections: ['atera'] }]) {
    assert.deepEqual(await status(await app.token(['tickets:read'], limit), ADMIN), [403, 'scope_missing']);
  }
  const { complete, checks, checkedAt } = await report(app, board, ADMIN);
  assert.ok(complete && checks.length > 0);
  assert.ok(Math.abs(Date.now() - Date.parse(checkedAt)) < 60_000);
  const whole = (await report(app, await app.token(['admin']))).checks;
  assert.deepEqual((await report(app, await app.token(['tickets:read', 'counters:read']), ADMIN)).checks, whole);
  const ofCounters = whole.filter(({ part }) => part === 'counters');
  assert.ok(ofCounters.length > 0);
  assert.deepEqual(
    checks,
    whole.filter((check) => !ofCounters.includes(check)),
    'without counters:read'
  );
});

test('every check speaks French and English and keeps to its part', async (t) => {
  const app = await withApp(t, { services: { clock: fixedClock(new Date('2024-07-23T08:00:00Z')) } });
  const { checks } = await report(app, await app.token(['admin']));
  assert.deepEqual(
    [...new Set(checks.map(({ part }) => part))],
    ['store', 'clock', 'rules', 'tokens', 'connections', 'jobs', 'counters']
  );
  for (const { text, advice } of checks) {
    assert.ok(text.fr && text.en && text.fr !== text.en, JSON.stringify(text));
    assert.ok(advice === undefined || (advice.fr && advice.en && advice.fr !== advice.en));
  }
  const clock = checks.filter(({ part }) => part === 'clock').map(({ state, text }) => `${state} ${text.fr}`);
  assert.deepEqual(clock, [
    'ok L’horloge de cette machine et celle de la base concordent.',
    'warning L’horloge est arrêtée sur 2024-07-23T08:00:00.000Z (VIGIE_NOW).',
  ]);
});

test('tokens that end within 30 days or have ended are named; revoked ones are not', async (t) => {
  const app = await withApp(t);
  const admin = await app.token(['admin']);
  const { tokens, services } = app.dependencies;
  for (const [name, days] of [
    ['late', 31],
    ['soon', 30],
    ['over', 1],
    ['revoked', 1],
  ] as const) {
    await tokens.create({ name, scopes: ['tickets:read'], expiresInDays: days }, TESTER);
  }
  const listed = await tokens.list();
  const idOf = (name: string): string => listed.find((token) => token.name === name)?.id ?? '';
  await tokens.revoke(idOf('revoked'), TESTER);
  await services.db
    .updateTable('tokens')
    .set({ expires_at: new Date(Date.now() - 1) })
    .where('name', '=', 'over')
    .execute();
  const { checks } = await report(app, admin);
  const told = checks.filter(({ part }) => part === 'tokens');
  assert.deepEqual(
    told.map(({ state, text }) => `${state} ${text.fr}`.replace(/\d{4}-\d\d-\d\d/, 'jour')),
    [
      'ok 3 valables : test, late, soon.',
      'warning Le jeton « soon » expire dans 30 jours (jour).',
      'warning Le jeton « over » a expiré (jour).',
    ]
  );
  assert.ok(told[2]?.advice?.en.endsWith(`"vigie token revoke ${idOf('over')}".`));
});

test('a part that cannot be looked at does not keep the others from it, and its own words stay in the log', async (t) => {
  const app = await withApp(t);
  const admin = await app.token(['admin']);
  await app.dependencies.services.db.schema.alterTable('connections').renameTo('gone').execute();
  const { checks } = await report(app, admin);
  const failed = checks.filter(({ state }) => state === 'failed');
  assert.deepEqual(
    failed.map(({ part, text }) => [part, text.en, text.fr]),
    [
      [
        'connections',
        'It could not be examined: internal error, written to the log.',
        'L’examen a échoué : erreur interne, écrite au journal du serveur.',
      ],
    ]
  );
  assert.match(app.log.text(), /relation .*connections/);
});

test('a source whose last reading failed is never ticked; what it leaves out and undated leads are named', async (t) => {
  const app = await withApp(t, { services: { clock: fixedClock(NOW) } });
  const { db } = app.dependencies.services;
  const state = (connection: string, values: Parameters<typeof sourceState>[0]) =>
    sourceState({ connection, kind: 'odoo', read_at: ago(5), ...values });
  await db
    .insertInto('source_states')
    .values([
      state('fine', {}),
      state('refused', {
        error: 'Odoo refuses the API key',
        error_fr: 'Odoo refuse la clé d’API',
        error_code: 'unauthorized',
      }),
      state('away', {
        error: 'Odoo failed many times in a row',
        error_fr: 'Odoo a échoué plusieurs fois de suite',
        error_code: 'unavailable',
      }),
      state('partial', { warnings: { found: [{ code: 'own_leads_only' }] } }),
    ])
    .execute();
  await db
    .insertInto('tickets')
    .values(ticketRow({ external_id: 1, source: 'odoo', connection: 'fine', created_at: null }))
    .execute();
  const { checks } = await report(app, await app.token(['admin']));
  const told = checks.filter(
    ({ part, text }) => part.startsWith('source ') || (part === 'data' && text.en.includes('lead'))
  );
  assert.deepEqual(told.map(({ part, state: found, text }) => `${found} ${part}: ${text.fr}`).toSorted(), [
    'failed source refused: à jour, dernière lecture 2026-03-10T11:59:55Z, 10 lignes : Odoo refuse la clé d’API.',
    'ok source fine: à jour, dernière lecture 2026-03-10T11:59:55Z, 10 lignes.',
    'ok source partial: à jour, dernière lecture 2026-03-10T11:59:55Z, 10 lignes.',
    'warning data: 1 piste d’Odoo sans date de création : en fin de liste, jamais en retard.',
    'warning source away: à jour, dernière lecture 2026-03-10T11:59:55Z, 10 lignes : Odoo a échoué plusieurs fois de suite.',
    'warning source partial: La clé ne voit qu’une partie des pistes (« Utilisateur : mes documents seulement ») : les totaux sont incomplets.',
  ]);
  assert.match(told.find(({ text }) => text.en.startsWith('The key sees'))?.advice?.en ?? '', /User: All Documents/);
  for (const { examinedAt } of checks) {
    assert.ok(Math.abs(Date.now() - Date.parse(examinedAt ?? '')) < 60_000, 'each says when it was made');
  }
});

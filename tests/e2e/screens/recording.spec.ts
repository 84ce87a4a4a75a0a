import type { BrowserContext } from '@playwright/test';

import { NO_COMMAND } from '../support/command.ts';
import { expect, type StackAddresses, test } from '../support/fixtures.ts';
import { findSecrets, lostAnswers, recordSession, strangers } from '../support/recording.ts';
import { secretsOf } from '../support/secrets.ts';

// The recording is the trace.
test.use({ trace: 'off' });

/** Every page, and what it shows once its data is there. */
const PAGES: readonly (readonly [address: string, shown: string])[] = [
  ['/d/vigie-board?kiosk', 'Tickets total'],
  ['/d/vigie-clients?kiosk', 'SUPPORT'],
  ['/d/vigie-client?kiosk&var-client=BASH', 'En retard'],
  ['/d/vigie-history', 'Tickets'],
  ['/d/vigie-sources', 'atera'],
  ['/d/vigie-alerts', 'Alertes'],
  ['/d/vigie-counters-admin?kiosk', 'Tous les compteurs'],
  ['/d/vigie-counters?kiosk&var-enterprise=BASH', 'Liste des compteurs'],
  ['/a/agitel-vigie-app/accounts', 'Ajouter un compte'],
  ['/a/agitel-vigie-app/sites', 'Compteurs trouvés'],
  ['/a/agitel-vigie-app/alerts', 'Règle d’alerte'],
  ['/a/agitel-vigie-app/status', 'Examen du'],
];

test('a browser asks nobody but Grafana, and sees no upstream address, key or token', async ({
  browser,
  stack,
}, testInfo) => {
  test.setTimeout(600_000);
  test.skip(!stack.backendVariables, NO_COMMAND);
  const session = await recordSession(browser, stack.grafanaUrl, testInfo);
  await logIn(session.context, stack);
  for (const [address, shown] of PAGES) {
    const page = await session.visit(address);
    await expect(page.getByText(shown).first()).toBeVisible();
  }
  const exchanges = await session.stop();

  expect(exchanges.filter(({ url }) => url.includes('/api/ds/query')).length).toBeGreaterThan(PAGES.length);
  expect(exchanges.some(({ url }) => url.startsWith('ws'))).toBe(true);
  expect(lostAnswers(exchanges)).toEqual([]);
  expect(strangers(exchanges, stack.grafanaUrl)).toEqual([]);
  expect(findSecrets(exchanges, await secretsOf(stack))).toEqual([]);
});

test('the recording shows whatever goes out of the house', async ({ browser, stack }, testInfo) => {
  test.skip(!stack.backendVariables, NO_COMMAND);
  const [key = '', inBase64 = '', other = ''] = await secretsOf(stack);
  const session = await recordSession(browser, stack.grafanaUrl, testInfo);
  await logIn(session.context, stack);
  const page = await session.context.newPage();
  await page.route('**/planted-answer', (route) => route.fulfill({ json: { text: [key] } }));
  await page.route('**/planted-header', (route) => route.fulfill({ headers: { 'x-planted': key }, body: 'fine' }));
  await page.route('**/planted-escapes', (route) => route.fulfill({ body: `{"text":"${escaped(key)}"}` }));
  await page.goto('/a/agitel-vigie-app/status');
  await page.evaluate(
    async ([secret = '']) => {
      await fetch('/planted-answer');
      await fetch('/planted-header');
      await fetch('/planted-escapes');
      await fetch(`/planted-address?${new URLSearchParams({ secret }).toString()}`);
      await fetch('/planted-request', { headers: { 'x-planted': btoa(secret) } });
      await fetch('/planted-body', { method: 'POST', body: secret });
      const socket = new WebSocket('/api/live/ws?/planted-socket');
      socket.onopen = () => socket.send(secret);
      // Grafana hangs up on what it does not understand.
      await new Promise((resolve) => {
        socket.onclose = resolve;
      });
    },
    [key]
  );
  await page.goto(`${stack.backendUrl}/health/live`);
  const exchanges = await session.stop();

  expect(strangers(exchanges, stack.grafanaUrl)).toContain(`${stack.backendUrl}/health/live`);
  const found = findSecrets(exchanges, [key, inBase64, other]).join('\n');
  for (const planted of ['answer', 'header', 'escapes', 'address', 'request', 'body', 'socket']) {
    expect(found).toContain(`/planted-${planted}`);
  }
  expect(found).not.toContain(other);
});

async function logIn(context: BrowserContext, { user, password }: StackAddresses): Promise<void> {
  expect((await context.request.post('/login', { data: { user, password } })).ok()).toBe(true);
}

function escaped(text: string): string {
  return text.replaceAll(/./g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import { expect as pluginExpect, test as pluginTest } from '@grafana/plugin-e2e';

import { addresses, type StackAddresses } from './fixtures.ts';

/**
 * Grafana's fixtures for plugins (`createDataSourceConfigPage`, `gotoAppPage`, …) on the stack under test. Pages are logged in as the server's
 * admin from their first request on, since those fixtures open Grafana by themselves.
 */
export const test = pluginTest.extend<{ stack: StackAddresses }>({
  stack: async ({}, use) => use(addresses()),
  baseURL: async ({ stack }, use) => use(stack.grafanaUrl),
  grafanaAPICredentials: [
    async ({}, use) => {
      const { user, password } = addresses();
      await use({ user, password });
    },
    { scope: 'worker' },
  ],
  storageState: async ({ playwright, stack }, use) => {
    const session = await playwright.request.newContext({ baseURL: stack.grafanaUrl });
    await session.post('/login', { data: { user: stack.user, password: stack.password } });
    await use(await session.storageState());
    await session.dispose();
  },
});

export const expect = pluginExpect;

import type { APIRequestContext } from '@playwright/test';

import { expect, test } from '../support/fixtures.ts';
import { findSecrets, findWords } from '../support/recording.ts';
import { type Account, createAccount, logIn, wordsOfOthers } from '../support/tenants.ts';

/** The enterprise whose organisation is attacked from inside, and one that it must not see. */
export const ENTERPRISE = 'BASH';
export const OTHER = 'Pimkie';
export const DATA_SOURCE = '/api/datasources/uid/vigie';

/** What an administrator of a tenant's organisation, which Vigie never makes, can do there; each test has a new one. */
export const adminTest = test.extend<{ account: Account; admin: APIRequestContext; attempt: Attempt }>({
  account: async ({ page }, use) => {
    const account = await createAccount(page.request, { enterprise: ENTERPRISE, role: 'Admin' });
    await use(account);
    await account.remove();
  },
  admin: async ({ playwright, stack, account }, use) => {
    const context = await playwright.request.newContext({ baseURL: stack.grafanaUrl });
    await logIn(context, account);
    await use(context);
    await context.dispose();
  },
  attempt: async ({ admin, stack }, use) => {
    const words = await wordsOfOthers(stack, ENTERPRISE);
    await use(async (method, path, { data, headers } = {}) => {
      const answer = await admin.fetch(path, { method, data, headers });
      const text = `${JSON.stringify(answer.headers())}\n${await answer.text()}`;
      const exchange = { url: path, status: answer.status(), text: withoutOwn(text, path), whole: true };
      expect(findWords([exchange], words), `${method} ${path}`).toEqual([]);
      expect(findSecrets([exchange], [stack.token]), `${method} ${path}`).toEqual([]);
      return { status: answer.status(), text };
    });
  },
});

/** Sends a request as the tenant's administrator; whatever comes back, it names nobody else and no token. */
export type Attempt = (
  method: string,
  path: string,
  more?: { data?: unknown; headers?: Record<string, string> }
) => Promise<{ status: number; text: string }>;

/** An error may quote the name that was asked for. */
function withoutOwn(text: string, path: string): string {
  return decodeURIComponent(path).includes(OTHER) ? text.replaceAll(OTHER, '') : text;
}

/** The body of `POST /api/ds/query` for one dataset. */
export function question(dataset: string, params: object = {}, uid = 'vigie') {
  const datasource = { type: 'agitel-vigie-datasource', uid };
  return { from: 'now-7d', to: 'now', queries: [{ refId: 'A', datasource, dataset, params }] };
}

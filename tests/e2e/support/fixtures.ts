import { test as base } from '@playwright/test';

import { type StackControl, stackControl } from './stack-control.ts';

/** Where the stack under test is, as the set-up left it in the environment. */
export interface StackAddresses {
  grafanaUrl: string;
  backendUrl: string;
  token: string;
  user: string;
  password: string;
  /** Environment of the backend, secrets included, when the set-up started it. */
  backendVariables: Record<string, string> | undefined;
  /** Of the counters database, when tests may write into it. */
  countersUrl: string | undefined;
  /** File of the messages that Grafana sent to Teams, when the set-up keeps them. */
  messages: string | undefined;
  /** File of the letters that Grafana sent, when the set-up keeps them. */
  mails: string | undefined;
  /** Stops and starts its parts and changes the simulated accounts, when the set-up started them. */
  control: StackControl | undefined;
}

export function addresses(): StackAddresses {
  const value = (name: string, fallback?: string) => {
    const found = process.env[name] ?? fallback;
    if (!found) {
      throw new Error(
        `${name} is not set: with GRAFANA_URL, say where the stack under test is (see tests/e2e/global-setup.ts).`
      );
    }
    return found;
  };
  const variables = process.env.VIGIE_E2E_BACKEND_VARIABLES;
  const control = process.env.VIGIE_E2E_CONTROL_URL;
  return {
    grafanaUrl: value('VIGIE_E2E_GRAFANA_URL', process.env.GRAFANA_URL),
    backendUrl: value('VIGIE_E2E_BACKEND_URL'),
    token: value('VIGIE_E2E_TOKEN'),
    user: value('VIGIE_E2E_USER', 'admin'),
    password: value('VIGIE_E2E_PASSWORD', 'admin'),
    backendVariables: variables ? (JSON.parse(variables) as Record<string, string>) : undefined,
    countersUrl: process.env.VIGIE_E2E_COUNTERS_URL,
    messages: process.env.VIGIE_E2E_MESSAGES,
    mails: process.env.VIGIE_E2E_MAILS,
    control: control ? stackControl(control) : undefined,
  };
}

/** A page logged in to Grafana as the server's admin, and the addresses of the stack. */
export const test = base.extend<{ stack: StackAddresses }>({
  stack: async ({}, use) => use(addresses()),
  baseURL: async ({ stack }, use) => use(stack.grafanaUrl),
  page: async ({ page, stack }, use) => {
    await page.request.post('/login', { data: { user: stack.user, password: stack.password } });
    await use(page);
  },
});

export { expect } from '@playwright/test';

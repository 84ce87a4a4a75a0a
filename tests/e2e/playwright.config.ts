import { existsSync } from 'node:fs';
import path from 'node:path';

import { defineConfig } from '@playwright/test';

/** Playwright's own browsers are not used: the machine's Chromium is what people have. */
const chromium = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== undefined && existsSync(file));

/** Runs against a real Grafana: the one in `GRAFANA_HOME`, started by the set-up, or the demo already serving `GRAFANA_URL`. */
export default defineConfig({
  testDir: '.',
  outputDir: path.join(import.meta.dirname, '..', '..', 'test-results'),
  globalSetup: './global-setup.ts',
  forbidOnly: process.env.CI !== undefined,
  // One Grafana, one set of data: tests must not step on each other.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    // The office screen: 1080p, dark, French.
    viewport: { width: 1920, height: 1080 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    colorScheme: 'dark',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        // Chromium refuses its sandbox to root, which is what containers and CI machines run as.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});

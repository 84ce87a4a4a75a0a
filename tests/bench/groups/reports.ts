import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { startMailServer } from '../../../backend/test/support/mail/mail-server.ts';
import { peakMegabytes } from '../../measuring/memory.ts';
import { atMost, type Measurement, told } from '../../measuring/report.ts';
import { tiedFolder } from '../../servers/processes/tied-folder.ts';
import { startCountersBackend } from '../support/counters-backend.ts';
import { BENCH_TOKEN } from '../support/secrets.ts';

const SITES = 2_000;
const ENTERPRISES = 300;
/** The month reported on, the one before, and the year before. */
const DAYS = 800;
const POLL_MS = 500;
const KB = 1_000;

const RULES = `reports:
  - { name: month, kind: enterprise, schedule: '0 7 1 * *', recipients: [board@example.com] }
`;

/** Every enterprise's report of the month, over HTTP, through MariaDB and to a mail server on loopback. */
export async function benchReports(root: string): Promise<Measurement[]> {
  await using stack = new AsyncDisposableStack();
  const mails = await startMailServer({ after: (close) => stack.defer(close) });
  const { path: folder, remove } = tiedFolder({ prefix: 'vigie-bench-' });
  stack.defer(remove);
  const rules = path.join(folder, 'vigie.yaml');
  await writeFile(rules, RULES);
  const size = { sites: SITES, days: DAYS, enterprises: ENTERPRISES };
  const { backend } = await startCountersBackend(root, stack, size, {
    VIGIE_RULES: rules,
    SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
    SMTP_FROM: 'vigie@example.com',
  });
  const atRest = await peakMegabytes(backend.pid);
  const began = performance.now();
  await call(backend.url, 'POST', '/v1/reports/send', { report: 'month' });
  while (!(await allSent(backend.url))) {
    await sleep(POLL_MS);
  }
  const seconds = (performance.now() - began) / 1_000;
  const sizes = mails.mails.map(({ raw }) => raw.byteLength / KB);
  return [
    told(`the reports of ${ENTERPRISES} enterprises, ${SITES} sites, one after the other`, seconds, 's'),
    told('… each', seconds / ENTERPRISES, 's'),
    atMost('the largest mail', Math.max(...sizes), 500, 'kB'),
    told('largest memory of the backend (RSS) before', atRest, 'MB'),
    atMost('largest memory of the backend (RSS) in all that', await peakMegabytes(backend.pid), 300, 'MB'),
  ];
}

/** @throws when one of them failed for good */
async function allSent(url: string): Promise<boolean> {
  const { deliveries } = await call<{ deliveries: { state: string; enterprise: string }[] }>(
    url,
    'GET',
    '/v1/reports?limit=1000'
  );
  const ended = deliveries.find(({ state }) => !['pending', 'sending', 'sent'].includes(state));
  if (ended !== undefined) {
    throw new Error(`the report of ${ended.enterprise} is ${ended.state}`);
  }
  return deliveries.length === ENTERPRISES && deliveries.every(({ state }) => state === 'sent');
}

async function call<T>(url: string, method: string, target: string, body?: object): Promise<T> {
  const response = await fetch(url + target, {
    method,
    headers: {
      authorization: `Bearer ${BENCH_TOKEN}`,
      'x-vigie-user': 'bench',
      'x-vigie-role': 'Admin',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as T;
}

import assert from 'node:assert/strict';

import type { ReportRule } from '../../src/domain/rules/reports-rules.ts';
import { startMailServer } from '../support/mail/mail-server.ts';
import { MONTHLY, settableClock, withReports } from '../support/mail/reports.ts';
import { insertTickets } from '../support/models/tickets.ts';
import { testOnStores } from '../support/store/store.ts';

const WEEKLY: ReportRule = {
  ...MONTHLY,
  name: 'weekly',
  kind: 'service',
  schedule: '0 8 * * 1',
  formats: ['html', 'csv'],
};
const at = (iso: string): Date => new Date(iso);

testOnStores('the service report counts the week before its due time, and what is overdue now', async (t, store) => {
  // Monday 22 July 2024; the week is 15 to 21 July, in Paris.
  const client = { customer_name: 'BASH', client: 'BASH', queue: 'support' };
  await insertTickets(store, [
    {
      external_id: 1,
      ...client,
      created_at: at('2024-07-15T08:00:00Z'),
      first_response_due_at: at('2024-07-15T10:00:00Z'),
      first_comment_at: at('2024-07-15T09:00:00Z'),
    },
    {
      external_id: 2,
      ...client,
      created_at: at('2024-07-16T08:00:00Z'),
      first_response_due_at: at('2024-07-16T10:00:00Z'),
      first_comment_at: at('2024-07-16T11:00:00Z'),
    },
    // In Paris this is the Monday before; in UTC it is still Sunday.
    { external_id: 3, ...client, created_at: at('2024-07-14T22:30:00Z') },
    { external_id: 4, ...client, created_at: at('2024-07-21T22:30:00Z') },
    {
      external_id: 5,
      ...client,
      created_at: at('2024-07-10T08:00:00Z'),
      resolved_at: at('2024-07-17T08:00:00Z'),
      status: 'Closed',
      closed_due_at: at('2024-07-18T08:00:00Z'),
    },
  ]);
  const mails = await startMailServer(t);
  const clock = settableClock('2024-07-21T12:00:00Z');
  const { work, reports } = await withReports(t, { store, clock, rules: { reports: [WEEKLY] }, smtpPort: mails.port });
  await work();
  clock.set('2024-07-22T06:00:03Z');
  await work();
  const [mail] = mails.mails;
  assert.equal(
    mail?.parsed.subject,
    'Service du 15/07/2024 au 21/07/2024',
    JSON.stringify(await reports.deliveries({ limit: 5 }))
  );
  const text = mail?.parsed.text ?? '';
  assert.match(text, /^Créés\s: 3 \(1 la semaine d’avant\)$/m);
  assert.match(text, /^Résolus\s: 1 \(0 la semaine d’avant\)$/m);
  assert.match(text, /^Première réponse, en moyenne\s: 2 h 0 min \(1 sans réponse\)$/m);
  assert.match(text, /^Réponses à temps\s: 50\s% \(1 sur 2\)$/m);
  assert.match(text, /^Résolus à temps\s: 100\s% \(1 sur 1\)$/m);
  // The chart in words, below its heading.
  assert.match(text, /^CRÉÉS ET RÉSOLUS PAR JOUR\n\nJour par jour\s; en tout, créés\s: 3, résolus\s: 1\.$/m);
  // Open: 1 to 4; overdue after 72 hours: all but the last.
  assert.match(text, /^BASH \| 4 \| 3 \| 1 \| 7 j 0 h \| 50\s% \| 100\s%$/m);
});

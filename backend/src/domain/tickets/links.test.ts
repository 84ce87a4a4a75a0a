import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ticketUrl } from './links.ts';

test('a ticket leads to its page in its own system', () => {
  const urls = { ateraAppUrl: 'https://app.atera.example', odooAppUrl: 'https://odoo.example' };
  assert.equal(ticketUrl(urls, 'atera', 12), 'https://app.atera.example/new/ticket/12');
  assert.equal(ticketUrl(urls, 'odoo', 12), 'https://odoo.example/mail/view?model=crm.lead&res_id=12');
  assert.equal(ticketUrl({ ateraAppUrl: 'https://app.atera.example' }, 'odoo', 12), null);
});

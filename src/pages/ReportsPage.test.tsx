import { config } from '@grafana/runtime';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import React from 'react';

import type { ReportDelivery, ReportPreview, Reports, ReportSchedule } from '../reports/report';
import { type FakeRequest, fetchError, serve } from '../test/grafana';
import { ReportsPage } from './ReportsPage';

jest.mock('@grafana/runtime', () => jest.requireActual('../test/runtimeWithPage').runtimeWithPage());

const URL = '/api/datasources/uid/vigie/resources/reports';

const MONTHLY: ReportSchedule = {
  name: 'monthly',
  kind: 'enterprise',
  enterprises: null,
  schedule: '0 7 1 * *',
  timezone: 'Europe/Paris',
  nextAt: '2024-08-01T05:00:00Z',
  formats: ['html', 'pdf', 'csv'],
  recipients: null,
};

const SENT: ReportDelivery = {
  id: 'd1',
  report: 'monthly',
  kind: 'enterprise',
  enterprise: 'BASH',
  dueAt: '2024-07-01T05:00:00Z',
  state: 'sent',
  attempts: 1,
  nextAttemptAt: null,
  recipients: [
    { address: 'direction@bash.example', state: 'accepted', detail: null },
    { address: 'ancien@bash.example', state: 'refused', detail: '550 5.1.1 No such user' },
  ],
  error: null,
  late: false,
  requestedBy: null,
  finishedAt: '2024-07-01T05:00:04Z',
};

const PREVIEW: ReportPreview = {
  report: 'monthly',
  enterprise: 'BASH',
  dueAt: SENT.dueAt,
  to: ['direction@bash.example'],
  subject: 'BASH : juin 2024',
  html: '<h1>Juin 2024</h1><script>parent.stolen = true</script>',
  files: [{ name: 'bash-2024-06.csv', type: 'text/csv', content: 'YQ==' }],
};

let answer: Reports;
let refusal: ReturnType<typeof fetchError> | undefined;
let seen: FakeRequest[];

beforeEach(() => {
  answer = { sender: 'vigie@example.com', reports: [MONTHLY], deliveries: [SENT] };
  refusal = undefined;
  config.bootData = { user: { orgId: 1, orgRole: 'Admin' } } as typeof config.bootData;
  seen = serve(({ method, url }) => {
    if (method === 'GET' && url === URL) {
      return { data: answer };
    }
    if (method === 'GET' && url === `${URL}/preview`) {
      return { data: PREVIEW };
    }
    if (method === 'POST' && url === `${URL}/send` && !refusal) {
      return { data: { deliveries: [] } };
    }
    throw refusal ?? fetchError(404, { message: `not expected: ${method} ${url}` });
  });
});

function open() {
  render(<ReportsPage />);
  return userEvent.setup({ delay: null });
}

const rowOf = async (name: RegExp) => within(await screen.findByRole('row', { name }));

describe('ReportsPage', () => {
  it('shows when each report comes next and what became of the last ones', async () => {
    open();
    const report = await rowOf(/^monthly/);
    expect(report.getByText('Shops of each company')).toBeInTheDocument();
    expect(report.getByText('0 7 1 * * · Europe/Paris')).toBeInTheDocument();
    const delivery = await rowOf(/monthly · BASH/);
    expect(delivery.getByText('Sent')).toBeInTheDocument();
    expect(delivery.getByText('ancien@bash.example')).toBeInTheDocument();
    expect(delivery.getByText('550 5.1.1 No such user')).toBeInTheDocument();
    const { violations } = await axe(document.body, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    expect(violations).toEqual([]);
  });

  it('says what failed, in the language of the page, and when the next attempt is', async () => {
    answer.deliveries = [
      {
        ...SENT,
        state: 'pending',
        finishedAt: null,
        nextAttemptAt: '2024-07-01T05:10:00Z',
        late: true,
        error: { fr: 'Le serveur de messagerie ne répond pas.', en: 'The mail server does not answer.' },
      },
    ];
    open();
    const delivery = await rowOf(/monthly · BASH/);
    expect(delivery.getByText('The mail server does not answer.')).toBeInTheDocument();
    expect(delivery.getByText(/^next attempt .* · late$/)).toBeInTheDocument();
    expect(delivery.getByRole('button', { name: /^Send .* again$/ })).toBeDisabled();
  });

  it('sends again the due time that was chosen, once that is confirmed', async () => {
    const user = open();
    await user.click(await screen.findByRole('button', { name: /^Send monthly, BASH, .* again$/ }));
    expect(seen.filter(({ method }) => method === 'POST')).toEqual([]);
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Send again' }));
    const posts = seen.filter(({ method }) => method === 'POST').map(({ body }) => body);
    expect(posts).toEqual([{ report: 'monthly', enterprise: 'BASH', dueAt: SENT.dueAt }]);
  });

  it('says why a report is not sent again', async () => {
    refusal = fetchError(409, { code: 'conflict', detail: 'It is being sent.' });
    const user = open();
    await user.click(await screen.findByRole('button', { name: /^Send monthly, BASH, .* again$/ }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Send again' }));
    expect(await screen.findByText('The report is not sent')).toBeInTheDocument();
    expect(screen.getByText('It is being sent.')).toBeInTheDocument();
  });

  it('shows a mail in a frame where nothing runs, with its files', async () => {
    const user = open();
    await user.click(await screen.findByRole('button', { name: /^Preview monthly, BASH/ }));
    const frame = await screen.findByTitle('BASH : juin 2024');
    expect(frame).toHaveAttribute('sandbox', '');
    expect(frame).toHaveAttribute('srcdoc', PREVIEW.html);
    const saved = jest.fn();
    // jsdom saves nothing.
    Object.assign(globalThis.URL, { createObjectURL: saved, revokeObjectURL: jest.fn() });
    const clicked = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await user.click(screen.getByRole('button', { name: 'bash-2024-06.csv' }));
    expect(saved.mock.calls[0]?.[0]).toMatchObject({ size: 1, type: 'text/csv' });
    expect(clicked.mock.contexts[0]).toMatchObject({ download: 'bash-2024-06.csv' });
  });

  it('says that nothing is sent where no mail server is named', async () => {
    answer.sender = null;
    open();
    expect(await screen.findByText('No mail server is named: nothing is sent')).toBeInTheDocument();
  });

  it('says where reports are written when there is none', async () => {
    answer = { sender: null, reports: [], deliveries: [] };
    open();
    expect(await screen.findByText('There is no report yet')).toBeInTheDocument();
  });

  it('asks for nothing in another organisation, nor for another role', () => {
    for (const user of [
      { orgId: 7, orgRole: 'Admin' },
      { orgId: 1, orgRole: 'Editor' },
    ]) {
      config.bootData = { user } as typeof config.bootData;
      const { unmount } = render(<ReportsPage />);
      expect(screen.getByText('This page is for administrators of the main organisation')).toBeInTheDocument();
      unmount();
    }
    expect(seen).toEqual([]);
  });
});

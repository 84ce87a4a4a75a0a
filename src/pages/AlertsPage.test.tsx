import { OrgRole } from '@grafana/data';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import React from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';

import { type FakeRequest, fetchError, logInAs, serve } from '../test/grafana';
import { AlertsPage } from './AlertsPage';

jest.mock('@grafana/runtime', () => jest.requireActual('../test/runtimeWithPage').runtimeWithPage());

/** Just after midnight of 23 July in Paris, while it still is the 22nd in Greenwich. */
const STATUS = { now: '2024-07-22T22:30:00Z', timezone: 'Europe/Paris' };
const COLUMNS = ['enterprise', 'code', 'city', 'message', 'day', 'date'];
const BASH = [
  ...[
    'BASH',
    '001',
    'Évry',
    "Le compteur de l'entreprise BASH a fait 0 entrée le 22/07/2024",
    '2024-07-22',
    '23/07/2024',
  ],
];
const APRIL = [
  ...[
    'APRIL',
    '002',
    null,
    "Le compteur de l'entreprise APRIL a fait 0 entrée le 22/07/2024",
    '2024-07-22',
    '23/07/2024',
  ],
];

interface AskedQuery {
  dataset: string;
  params: Record<string, string>;
}

function queryOf({ body }: FakeRequest): AskedQuery {
  return (body as { queries: [AskedQuery] }).queries[0];
}

function frameOf(columns: string[], rows: unknown[][], notices?: object[]) {
  const values = columns.map((_, column) => rows.map((row) => row[column]));
  const frame = { schema: { fields: columns.map((name) => ({ name })), meta: { notices } }, data: { values } };
  return { data: { results: { A: { frames: [frame] } } } };
}

/** A backend with these alerts on every day; returns the parameters it was asked with. */
function startAlerts(rows: unknown[][], notices?: object[]) {
  const asked: Array<Record<string, string>> = [];
  serve((request) => {
    if (request.url.endsWith('/status')) {
      return { data: STATUS };
    }
    const { dataset, params } = queryOf(request);
    if (dataset === 'counters.enterprises') {
      return frameOf(['enterprise'], [['APRIL'], ['BASH']]);
    }
    asked.push(params);
    return frameOf(COLUMNS, rows, notices);
  });
  return asked;
}

function openPage(address = '/') {
  function Address() {
    return <output aria-label="address">{useLocation().search}</output>;
  }
  return render(
    <MemoryRouter initialEntries={[address]} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <AlertsPage />
      <Address />
    </MemoryRouter>
  );
}

const lines = () =>
  within(screen.getByRole('table'))
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent)
    );
const address = () => screen.getByLabelText('address').textContent;

beforeEach(() => logInAs(OrgRole.Editor));

describe('AlertsPage', () => {
  it('lists the counters at zero of the day before, in the backend’s time zone', async () => {
    const asked = startAlerts([BASH, APRIL]);
    const { container } = openPage();
    expect(await screen.findByText('Alerts for 22/07/2024: 2 of 2')).toBeInTheDocument();
    expect(screen.getByLabelText('Day')).toHaveValue('22/07/2024');
    expect(asked).toEqual([{ kind: 'zero' }]);
    expect(lines()).toEqual([
      ['BASH', '001', BASH[3], '23/07/2024'],
      ['APRIL', '002', APRIL[3], '23/07/2024'],
    ]);
    expect(screen.getByRole('link', { name: '001' })).toHaveAttribute(
      'href',
      '/a/agitel-vigie-app/sites?enterprise=BASH&code=001'
    );
    expect(screen.getByRole('link', { name: 'Alert rule' })).toHaveAttribute(
      'href',
      '/alerting/grafana/vigie-counter-zero/view'
    );
    expect((await axe(container)).violations).toEqual([]);
  });

  it('says that all is well, and on which day', async () => {
    startAlerts([]);
    openPage();
    expect(await screen.findByText('All is well: no counter at zero on 22/07/2024')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'No data' }));
    expect(await screen.findByText('All is well: no counter without data on 22/07/2024')).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('asks for another day and another kind, and leads to the rule of that kind', async () => {
    const asked = startAlerts([BASH]);
    openPage();
    await screen.findByRole('table');
    await userEvent.clear(screen.getByLabelText('Day'));
    await userEvent.type(screen.getByLabelText('Day'), '14/7/2024');
    expect(await screen.findByText('Alerts for 14/07/2024: 1 of 1')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'The day before' }));
    expect(await screen.findByText('Alerts for 13/07/2024: 1 of 1')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Sharp drop' }));
    await waitFor(() =>
      expect(asked).toEqual([
        { kind: 'zero' },
        { kind: 'zero', day: '2024-07-14' },
        { kind: 'zero', day: '2024-07-13' },
        { kind: 'drop', day: '2024-07-13' },
      ])
    );
    expect(address()).toBe('?kind=drop&day=2024-07-13');
    expect(screen.getByRole('link', { name: 'Alert rule' })).toHaveAttribute(
      'href',
      '/alerting/grafana/vigie-counter-drop/view'
    );
    await screen.findByRole('table');
  });

  it('says what a day looks like, and goes back to yesterday when none is left', async () => {
    const asked = startAlerts([BASH]);
    openPage('/?day=2024-07-14');
    await screen.findByRole('table');
    const day = screen.getByLabelText('Day');
    await userEvent.clear(day);
    await userEvent.type(day, '31/02/2024');
    await userEvent.tab();
    expect(await screen.findByText('A date like 22/07/2024 is expected.')).toBeInTheDocument();
    expect(day).toBeInvalid();
    await userEvent.clear(day);
    await userEvent.tab();
    expect(await screen.findByText('Alerts for 22/07/2024: 1 of 1')).toBeInTheDocument();
    expect(day).toHaveValue('22/07/2024');
    expect(asked).toEqual([{ kind: 'zero', day: '2024-07-14' }, { kind: 'zero' }]);
  });

  it('filters by text, whatever its case and accents, and by enterprise', async () => {
    startAlerts([BASH, APRIL]);
    openPage('/?text=EVRY');
    expect(await screen.findByText('Alerts for 22/07/2024: 1 of 2')).toBeInTheDocument();
    expect(lines()).toEqual([['BASH', '001', BASH[3], '23/07/2024']]);
    await userEvent.click(screen.getByRole('combobox', { name: 'Enterprise' }));
    await userEvent.click(await screen.findByRole('option', { name: 'APRIL' }));
    expect(await screen.findByText('No alert of this day is like this')).toBeInTheDocument();
    expect(address()).toBe('?enterprise=APRIL&text=EVRY');
  });

  it('shows what the backend says about its answer', async () => {
    startAlerts([BASH], [{ severity: 'warning', text: 'Les compteurs ne répondent pas.' }]);
    openPage();
    expect(await screen.findByRole('alert', { name: 'Les compteurs ne répondent pas.' })).toBeInTheDocument();
  });

  it('says why the alerts cannot be read', async () => {
    const results = { A: { error: 'The counters are off: set COUNTERS_URL.', status: 404 } };
    serve(({ url }) => {
      if (url.endsWith('/status')) {
        return { data: STATUS };
      }
      throw fetchError(404, { results });
    });
    openPage();
    const alert = await screen.findByRole('alert', { name: 'The alerts could not be read' });
    expect(alert).toHaveTextContent('The counters are off: set COUNTERS_URL.');
  });

  it('is not for viewers', () => {
    logInAs(OrgRole.Viewer);
    const asked = startAlerts([BASH]);
    openPage();
    expect(screen.getByRole('alert', { name: 'This page is for editors and administrators' })).toBeInTheDocument();
    expect(asked).toEqual([]);
  });
});

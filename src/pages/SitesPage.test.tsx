import { OrgRole } from '@grafana/data';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import React from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';

import type { SitePage } from '../sites/site';
import { fetchError, logInAs, serve } from '../test/grafana';
import { site, startSitesBackend } from '../test/sitesBackend';
import { SitesPage } from './SitesPage';

jest.mock('@grafana/runtime', () => jest.requireActual('../test/runtimeWithPage').runtimeWithPage());

function Address() {
  const { search } = useLocation();
  return <output aria-label="address">{search}</output>;
}

function openPage(address = '/') {
  return render(
    <MemoryRouter initialEntries={[address]} future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
      <SitesPage />
      <Address />
    </MemoryRouter>
  );
}

const BASH = site();
const APRIL = site({
  enterprise: 'APRIL',
  code: '002',
  open: '18:00',
  close: '02:00',
  operational: false,
  reason: 'Panne',
});

const row = (code: string) => screen.findByRole('row', { name: new RegExp(`(^| )${code}( |$)`) });
const cells = (element: HTMLElement) =>
  within(element)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);
const address = () => screen.getByLabelText('address').textContent;

/** Opens the form of the first counter; resolves when it is filled in. */
async function edit() {
  await userEvent.click(await screen.findByRole('button', { name: 'Change counter 001 of BASH' }));
  return screen.findByRole('textbox', { name: 'City' });
}

/** Puts a text in the place of another one, at once: key by key would take Grafana's form a second a word. */
async function type(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  await userEvent.paste(text);
}

const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

beforeEach(() => logInAs(OrgRole.Admin));

describe('the table of counters', () => {
  it('shows every counter with its columns, and how many there are', async () => {
    startSitesBackend([BASH, APRIL]);
    const { container } = openPage();
    expect(screen.getByRole('heading', { name: 'Counters' })).toBeInTheDocument();
    expect(cells(await row('001'))).toEqual([
      ...['BASH', '001', '192.0.2.1', 'France', 'Lyon', '09:00', '19:00', 'Yes', '', ''],
    ]);
    expect(cells(await row('002')).slice(5, 9)).toEqual(['18:00', '02:00 (next day)', 'No', 'Panne']);
    expect(screen.getByText('Counters found: 2')).toBeInTheDocument();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('is asked for with the search of the address', async () => {
    const { requests } = startSitesBackend([BASH], { total: 120 });
    openPage('/?enterprise=BASH&city=ly&operational=true&sort=city&direction=desc&page=2&colour=red');
    await row('001');
    expect(requests.find(({ url }) => url.endsWith('/sites'))?.params).toEqual({
      ...{ enterpriseName: 'BASH', city: 'ly', operational: 'true', sort: 'city', direction: 'desc' },
      ...{ offset: '50', limit: '50' },
    });
    expect(screen.getByRole('searchbox', { name: 'Search in the cities' })).toHaveValue('ly');
    expect(screen.getByRole('columnheader', { name: 'City' })).toHaveAttribute('aria-sort', 'descending');
  });

  it('is searched column by column once typing rests, from the first page on', async () => {
    const { requests } = startSitesBackend([BASH], { total: 120 });
    openPage('/?page=2&city=ly');
    await row('001');
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search in the codes' }), '00');
    await waitFor(() => expect(address()).toBe('?city=ly&code=00'));
    await waitFor(() => expect(requests.at(-1)?.params).toEqual({ code: '00', city: 'ly', offset: '0', limit: '50' }));
    await userEvent.click(screen.getByRole('button', { name: 'Show all counters' }));
    await waitFor(() => expect(address()).toBe(''));
    expect(screen.getByRole('searchbox', { name: 'Search in the codes' })).toHaveValue('');
  });

  it('is narrowed to an enterprise and to a state by choice', async () => {
    startSitesBackend([BASH, APRIL]);
    openPage();
    await row('001');
    await userEvent.click(screen.getByRole('combobox', { name: 'Choose an enterprise' }));
    await userEvent.click(await screen.findByRole('option', { name: 'APRIL' }));
    await waitFor(() => expect(address()).toBe('?enterprise=APRIL'));
    await userEvent.click(screen.getByRole('combobox', { name: 'Choose by state' }));
    await userEvent.click(await screen.findByRole('option', { name: 'No' }));
    await waitFor(() => expect(address()).toBe('?enterprise=APRIL&operational=false'));
  });

  it('is sorted by the column pressed, and the other way round when pressed again', async () => {
    startSitesBackend([BASH]);
    openPage();
    await row('001');
    const header = () => screen.getByRole('columnheader', { name: 'City' });
    expect(screen.getByRole('columnheader', { name: 'Enterprise' })).toHaveAttribute('aria-sort', 'ascending');
    expect(header()).not.toHaveAttribute('aria-sort');
    await userEvent.click(within(header()).getByRole('button'));
    await waitFor(() => expect(header()).toHaveAttribute('aria-sort', 'ascending'));
    await userEvent.click(within(header()).getByRole('button'));
    await waitFor(() => expect(header()).toHaveAttribute('aria-sort', 'descending'));
    expect(address()).toBe('?sort=city&direction=desc');
  });

  it('has pages', async () => {
    startSitesBackend([BASH], { total: 51 });
    openPage();
    await row('001');
    await userEvent.click(screen.getByRole('button', { name: '2' }));
    await waitFor(() => expect(address()).toBe('?page=2'));
  });

  it('says when there is nothing to show', async () => {
    startSitesBackend([]);
    const { unmount } = openPage();
    expect(await screen.findByText('No counter is open to this organisation')).toBeInTheDocument();
    unmount();
    openPage('/?city=x');
    expect(await screen.findByText('No counter is like this')).toBeInTheDocument();
    expect(screen.getByRole('searchbox', { name: 'Search in the cities' })).toBeInTheDocument();
  });

  it('says why it cannot be read, and tries again', async () => {
    let broken = true;
    const { sites } = startSitesBackend([BASH]);
    serve(({ url }) => {
      if (broken && url.endsWith('/sites')) {
        throw fetchError(503, { code: 'source_unavailable', detail: 'The counters database does not answer.' });
      }
      return { data: { sites, total: 1, writable: false, outage: null } };
    });
    openPage();
    const alert = await screen.findByRole('alert', { name: 'The counters could not be read' });
    expect(alert).toHaveTextContent('The counters database does not answer.');
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await row('001');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it.each([
    ['scope_missing', 403, 'This organisation has no right to this'],
    ['role_missing', 403, 'Your role in this organisation does not allow this'],
    ['counters_off', 404, 'The shop counters are not connected to Vigie'],
  ])('explains a refusal: %s', async (code, status, title) => {
    serve(() => {
      throw fetchError(status, { code, detail: 'No.' });
    });
    openPage();
    expect(await screen.findByRole('alert', { name: title })).toHaveTextContent('No.');
  });

  it('asks for nothing on behalf of a viewer', () => {
    logInAs(OrgRole.Viewer);
    const { requests } = startSitesBackend([BASH]);
    openPage();
    expect(screen.getByRole('alert', { name: 'This page is for editors and administrators' })).toBeInTheDocument();
    expect(requests).toEqual([]);
  });

  it('offers no change where the backend takes none', async () => {
    startSitesBackend([BASH], { writable: false });
    openPage();
    expect(cells(await row('001'))).toHaveLength(9);
    expect(screen.queryByRole('button', { name: /Change|Add/ })).not.toBeInTheDocument();
  });
});

describe('an outage of the counters database', () => {
  const text = { fr: 'La base ne répond pas : il y a 3 h.', en: 'The database does not answer: 3 h ago.' };
  const outage = { text, readAt: '2026-11-10T09:00:00.000Z', ageSeconds: 10_800 };

  it('keeps the last list, says why and how old it is, and offers no change until it is over', async () => {
    const page: Partial<SitePage> = { writable: false, outage };
    startSitesBackend([BASH], page);
    const { container } = openPage();
    expect(cells(await row('001'))).toHaveLength(9);
    const notice = screen.getByRole('alert', { name: 'The counters can be read but not changed for now' });
    expect(notice).toHaveTextContent(text.en);
    expect(screen.queryByRole('button', { name: /Change|Add/ })).not.toBeInTheDocument();
    expect((await axe(container)).violations).toEqual([]);

    Object.assign(page, { writable: true, outage: null });
    await userEvent.click(within(notice).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Change counter 001 of BASH' })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Add a counter' })).toBeInTheDocument();
    expect(notice).not.toBeInTheDocument();
  });

  it('closes no form that is open when it begins', async () => {
    const page: Partial<SitePage> = {};
    const backend = startSitesBackend([BASH], page);
    openPage();
    const city = await edit();
    await type(city, 'Bron');
    Object.assign(page, { writable: false, outage });
    backend.refuseNext(503, { code: 'source_unavailable', detail: text.en });
    await save();
    expect(await screen.findByRole('alert', { name: 'The counter is not saved' })).toHaveTextContent(text.en);
    expect(city).toHaveValue('Bron');
  });
});

describe('changing a counter', () => {
  it('sends what was changed with the version it was made for, updates the row, says so and gives the focus back', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    const city = await edit();
    expect(screen.getByRole('dialog')).toHaveTextContent('BASH · 001');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    // The drawer around the form is Grafana's own.
    expect((await axe(city.closest('form') ?? '')).violations).toEqual([]);
    await type(city, 'Villeurbanne');
    await save();

    expect(await screen.findByText('Counter 001 of BASH is changed')).toBeInTheDocument();
    expect(screen.getByText('Counter 001 of BASH is changed').closest('[aria-live=polite]')).not.toBeNull();
    expect(backend.writes()).toMatchObject([
      { method: 'PATCH', body: { city: 'Villeurbanne' }, headers: { 'If-Match': '"v1"' } },
    ]);
    expect(cells(await row('001'))[4]).toBe('Villeurbanne');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Change counter 001 of BASH' })).toHaveFocus());
  });

  it('begins with the counter as it is now, not as the table shows it', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await row('001');
    backend.changeElsewhere('id-001', { city: 'Bron' });
    expect(await edit()).toHaveValue('Bron');
  });

  it('states that the shop closes after midnight', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await edit();
    await type(screen.getByLabelText('Closes at'), '02:00');
    await save();
    expect(await screen.findByText(/^Closing comes after opening/)).toBeInTheDocument();
    expect(screen.getByLabelText('Closes at')).toBeInvalid();
    expect(backend.writes()).toEqual([]);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Closes after midnight, on the next day' }));
    await save();
    await screen.findByText('Counter 001 of BASH is changed');
    expect(backend.writes()).toMatchObject([{ body: { close: '02:00', overnight: true } }]);
  });

  it('asks for a reason when the counter is not operational', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await edit();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Operational' }));
    await save();
    expect(await screen.findByText('Say why the counter is not operational.')).toBeInTheDocument();
    await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'Travaux');
    await save();
    await screen.findByText('Counter 001 of BASH is changed');
    expect(backend.writes()).toMatchObject([{ body: { operational: false, reason: 'Travaux' } }]);
  });

  it('shows at each field what the backend refuses, and loses nothing', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await edit();
    const ip = screen.getByRole('textbox', { name: 'IP' });
    await type(ip, '300.1.1.1');
    const text = { fr: 'Adresse IPv4 ou IPv6 attendue.', en: 'An IPv4 or IPv6 address is expected.' };
    const errors = [{ field: 'ip', message: text.en, text }];
    backend.refuseNext(400, { code: 'invalid_request', detail: 'Correct ip.', errors });
    await save();
    expect(await screen.findByText(text.en)).toBeInTheDocument();
    expect(screen.getByRole('alert', { name: 'The counter is not saved' })).toBeInTheDocument();
    expect(ip).toHaveValue('300.1.1.1');
    expect(ip).toBeInvalid();
    expect(ip).toHaveAccessibleDescription(text.en);
    await waitFor(() => expect(ip).toHaveFocus());
  });

  it.each([
    [403, { code: 'counters_denied', detail: 'Grant UPDATE.' }, 'The counters database lets Vigie read only'],
    [503, { code: 'store_unavailable', detail: 'The store does not answer.' }, 'The counter is not saved'],
  ])('keeps what was typed when saving fails with %d', async (status, problem, title) => {
    const backend = startSitesBackend([BASH]);
    openPage();
    const city = await edit();
    await type(city, 'Bron');
    backend.refuseNext(status, problem);
    await save();
    expect(await screen.findByRole('alert', { name: title })).toHaveTextContent(problem.detail);
    expect(city).toHaveValue('Bron');
    await save();
    await screen.findByText('Counter 001 of BASH is changed');
  });

  it('asks before it closes with something typed', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await type(await edit(), 'Bron');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Go on' }));
    expect(screen.getByRole('textbox', { name: 'City' })).toHaveValue('Bron');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Close without saving' }));
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'City' })).not.toBeInTheDocument());
    expect(backend.writes()).toEqual([]);
  });
});

describe('when somebody else changed the counter meanwhile', () => {
  /** Types another city, while somebody else changes IP and city. */
  async function conflict() {
    const backend = startSitesBackend([BASH]);
    openPage();
    await type(await edit(), 'Bron');
    backend.changeElsewhere('id-001', { ip: '192.0.2.99', city: 'Nice' });
    await save();
    await screen.findByRole('alert', { name: 'Somebody else changed this counter meanwhile' });
    return backend;
  }

  it('shows field by field what they changed beside what was typed', async () => {
    await conflict();
    const table = screen.getByRole('table', { name: 'Differences' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((each) => each.textContent)).toEqual([
      ['IP', '192.0.2.1', '192.0.2.99', 'unchanged'].join(''),
      ['City', 'Lyon', 'Nice', 'Bron'].join(''),
    ]);
    expect(screen.getByRole('textbox', { name: 'City' })).toHaveValue('Bron');
  });

  it('saves what was typed onto their version', async () => {
    const backend = await conflict();
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine and save on theirs' }));
    await screen.findByText('Counter 001 of BASH is changed');
    expect(backend.writes().at(-1)).toMatchObject({ body: { city: 'Bron' }, headers: { 'If-Match': '"v2"' } });
    expect(cells(await row('001')).slice(2, 5)).toEqual(['192.0.2.99', 'France', 'Bron']);
  });

  it('takes their version over', async () => {
    const backend = await conflict();
    await userEvent.click(screen.getByRole('button', { name: 'Drop mine and reload' }));
    expect(screen.getByRole('textbox', { name: 'City' })).toHaveValue('Nice');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await type(screen.getByRole('textbox', { name: 'City' }), 'Cannes');
    await save();
    await screen.findByText('Counter 001 of BASH is changed');
    expect(backend.writes().at(-1)).toMatchObject({ body: { city: 'Cannes' }, headers: { 'If-Match': '"v2"' } });
  });

  it('shows a third version when theirs changed once more', async () => {
    const backend = await conflict();
    backend.changeElsewhere('id-001', { city: 'Toulon' });
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine and save on theirs' }));
    expect(await screen.findByRole('cell', { name: 'Toulon' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine and save on theirs' }));
    await screen.findByText('Counter 001 of BASH is changed');
    expect(backend.sites).toMatchObject([{ city: 'Bron', ip: '192.0.2.99' }]);
  });
});

describe('adding a counter', () => {
  it('asks for enterprise and code, saves, and leads to the new row', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Add a counter' }));
    await userEvent.type(await screen.findByRole('textbox', { name: 'City' }), 'Nice');
    await save();
    expect(await screen.findAllByText('Required.')).toHaveLength(2);

    await userEvent.type(screen.getByRole('combobox', { name: 'Enterprise' }), 'Pimkie{Enter}');
    await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '0007');
    await save();
    expect(await screen.findByText('Counter 0007 of Pimkie is added')).toBeInTheDocument();
    expect(backend.writes()).toMatchObject([
      { method: 'POST', body: { enterprise: 'Pimkie', code: '0007', city: 'Nice', operational: true } },
    ]);
    expect(screen.getByRole('link', { name: 'Show its row' })).toHaveAttribute(
      'href',
      '/a/agitel-vigie-app/sites?enterprise=Pimkie&code=0007'
    );
    await row('0007');
  });

  it('asks about a look-alike, and adds it only once confirmed', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Add a counter' }));
    await userEvent.type(await screen.findByRole('combobox', { name: 'Enterprise' }), 'BASH{Enter}');
    await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '0001');
    const text = { fr: '« 0OO1 » existe déjà.', en: '"0OO1" exists already. Is this really another one?' };
    const errors = [{ field: 'code', message: text.en, text }];
    backend.refuseNext(409, { code: 'confirmation_needed', detail: text.en, errors });
    await save();
    const notice = await screen.findByRole('alert', { name: 'Nothing is saved yet: please look once more' });
    expect(notice).toHaveTextContent(text.en);
    expect(screen.getByRole('textbox', { name: 'Code' })).toHaveValue('0001');
    await userEvent.click(within(notice).getByRole('button', { name: 'Add it as it is' }));
    expect(await screen.findByText('Counter 0001 of BASH is added')).toBeInTheDocument();
    expect(backend.writes().map(({ body }) => (body as { confirm?: boolean }).confirm)).toEqual([undefined, true]);
  });

  it('says when there is one with this code already', async () => {
    const backend = startSitesBackend([BASH]);
    openPage();
    await userEvent.click(await screen.findByRole('button', { name: 'Add a counter' }));
    await userEvent.type(await screen.findByRole('combobox', { name: 'Enterprise' }), 'BASH{Enter}');
    await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '001');
    backend.refuseNext(409, { code: 'conflict', detail: 'A site with this code exists already.' });
    await save();
    expect(await screen.findByRole('alert', { name: 'The counter is not saved' })).toHaveTextContent('exists already');
    expect(screen.getByRole('textbox', { name: 'Code' })).toHaveValue('001');
  });
});

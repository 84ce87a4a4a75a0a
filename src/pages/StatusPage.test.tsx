import { OrgRole } from '@grafana/data';
import { type BackendSrv, setBackendSrv } from '@grafana/runtime';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { version as plugin } from '../../package.json';
import type { BackendStatus, SourceStatus } from '../status/status';
import { REFRESH_INTERVAL_MS } from '../status/useStatus';
import { fetchError, logInAs } from '../test/grafana';
import { StatusPage } from './StatusPage';

jest.mock('@grafana/runtime', () => jest.requireActual('../test/runtimeWithPage').runtimeWithPage());

const get = jest.fn();
const post = jest.fn();
const examine = jest.fn();
const readJobs = jest.fn();
const forAdministrators: Record<string, jest.Mock> = { doctor: examine, jobs: readJobs };

const source = (overrides: Partial<SourceStatus>): SourceStatus => ({
  source: 'atera',
  kind: 'atera',
  state: 'ok',
  readAt: '2024-07-22T08:00:00Z',
  ageSeconds: 12,
  rowsRead: 1234,
  rowsAnnounced: 1300,
  error: null,
  keyExpiresAt: null,
  ...overrides,
});

const status = (overrides: Partial<BackendStatus> = {}): BackendStatus => ({
  version: plugin,
  now: '2024-07-22T08:00:12Z',
  clock: { fixed: false },
  token: { name: 'grafana', scopes: ['tickets:read'] },
  sources: [source({})],
  findings: [],
  ...overrides,
});

const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);
const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(`^${name}`) });

beforeEach(() => {
  get.mockReset();
  post.mockReset();
  logInAs(OrgRole.Editor);
  examine.mockReset().mockResolvedValue({ checkedAt: '2024-07-22T08:00:00Z', checks: [] });
  readJobs.mockReset().mockResolvedValue({ jobs: [] });
  setBackendSrv({
    get: (url: string, ...rest: unknown[]) => (forAdministrators[url.split('/').at(-1) ?? ''] ?? get)(url, ...rest),
    post,
  } as unknown as BackendSrv);
});

describe('StatusPage', () => {
  it('is for editors and administrators; a viewer has nothing asked for', () => {
    logInAs(OrgRole.Viewer);
    render(<StatusPage />);
    expect(screen.getByRole('alert', { name: 'This page is for editors and administrators' })).toBeInTheDocument();
    expect(get).not.toHaveBeenCalled();
  });

  it('has the installation examined, and scheduled work read, for administrators only', async () => {
    get.mockResolvedValue(status());
    const { unmount } = render(<StatusPage />);
    await rowOf('atera');
    expect(examine).not.toHaveBeenCalled();
    expect(readJobs).not.toHaveBeenCalled();
    unmount();
    logInAs(OrgRole.Admin);
    examine.mockRejectedValue(fetchError(502, { detail: 'No answer.' }));
    render(<StatusPage />);
    expect(await screen.findByRole('alert', { name: 'The installation could not be examined' })).toBeInTheDocument();
    await rowOf('atera');
    expect(screen.getByRole('heading', { name: 'Scheduled work' })).toBeInTheDocument();
  });

  it('asks the data source, without an error toast', async () => {
    get.mockResolvedValue(status());
    render(<StatusPage />);
    expect(screen.getByText('Reading the status…')).toBeInTheDocument();
    await screen.findByRole('table');
    expect(get).toHaveBeenCalledWith('/api/datasources/uid/vigie/resources/status', undefined, undefined, {
      showErrorAlert: false,
    });
  });

  it('shows each source with state, last reading, age and rows', async () => {
    get.mockResolvedValue(
      status({
        sources: [
          source({}),
          source({ source: 'agence-nord', state: 'late', ageSeconds: 180, rowsAnnounced: null }),
          source({ source: 'odoo', kind: 'odoo', state: 'down', ageSeconds: 7300, error: 'The key is refused.' }),
          source({ source: 'new', state: 'reading', readAt: null, ageSeconds: null, rowsRead: 0 }),
        ],
      })
    );
    render(<StatusPage />);
    const when = '2024-07-22 08:00:00';
    expect(cells(await rowOf('atera'))).toEqual(['atera', 'Up to date', `${when}12 seconds ago`, '1,234 / 1,300', '']);
    expect(cells(await rowOf('agence-nord'))).toEqual([
      'agence-nordatera',
      'Late',
      `${when}3 minutes ago`,
      '1,234 / –',
      '',
    ]);
    expect(cells(await rowOf('odoo'))).toEqual([
      'odoo',
      'Down',
      `${when}2 hours ago`,
      '1,234 / 1,300',
      'The key is refused.',
    ]);
    expect(cells(await rowOf('new'))).toEqual(['newatera', 'First reading', 'Never', '0 / 1,300', '']);
  });

  it('shows when a key expires and when the last reconcile was, if any source tells', async () => {
    get.mockResolvedValue(
      status({
        sources: [
          source({
            keyExpiresAt: '2024-08-01T00:00:00Z',
            reconciledAt: '2024-07-22T07:50:00Z',
            reconcileAgeSeconds: 612,
          }),
        ],
      })
    );
    render(<StatusPage />);
    expect(cells(await rowOf('atera'))).toEqual([
      'atera',
      'Up to date',
      '2024-07-22 08:00:0012 seconds ago',
      '2024-07-22 07:50:0010 minutes ago',
      '1,234 / 1,300',
      '2024-08-01 00:00:00',
    ]);
  });

  it('names what a person should look at', async () => {
    get.mockResolvedValue(
      status({
        findings: [
          { code: 'unmapped_status', severity: 'warning', text: { fr: 'Statut', en: 'Status "Odd": 3 tickets' } },
          { code: 'all_read', severity: 'info', text: { fr: 'Lu', en: 'All read' } },
          { code: 'without_text' },
        ],
      })
    );
    render(<StatusPage />);
    expect(await screen.findByRole('alert', { name: 'Status "Odd": 3 tickets' })).toBeInTheDocument();
    expect(screen.getByRole('status', { name: 'All read' })).toBeInTheDocument();
    expect(screen.getByRole('alert', { name: 'without_text' })).toBeInTheDocument();
  });

  it('names the versions of plugin and backend, and the token', async () => {
    get.mockResolvedValue(status());
    render(<StatusPage />);
    const text = `Plugin ${plugin} · Backend ${plugin} · Token “grafana” · tickets:read`;
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.queryByText(/older/)).not.toBeInTheDocument();
  });

  it('says which half is older when plugin and backend do not belong together', async () => {
    get.mockResolvedValue(status({ version: '99.0.0' }));
    render(<StatusPage />);
    expect(await screen.findByText(`The plugin (${plugin}) is older than the backend (99.0.0)`)).toBeInTheDocument();
  });

  it('says when the clock is fixed', async () => {
    get.mockResolvedValue(status({ clock: { fixed: true } }));
    render(<StatusPage />);
    const alert = await screen.findByRole('alert', { name: 'The backend’s clock is fixed' });
    expect(alert).toHaveTextContent('2024-07-22 08:00:12');
  });

  it('bears an answer with nothing in it, and a state it does not know', async () => {
    get.mockResolvedValueOnce({});
    const { unmount } = render(<StatusPage />);
    expect(await screen.findByText('No source is open to this token')).toBeInTheDocument();
    unmount();

    get.mockResolvedValueOnce({ sources: [{ source: 'atera', state: 'paused' }] });
    render(<StatusPage />);
    expect(cells(await rowOf('atera'))).toEqual(['atera', 'paused', 'Never', '– / –']);
  });
});

describe('when the status cannot be read', () => {
  it('shows the backend’s sentence', async () => {
    get.mockRejectedValue(fetchError(502, { code: 'token_unknown', detail: 'Vigie refuses the token.' }));
    render(<StatusPage />);
    const alert = await screen.findByRole('alert', { name: 'The status could not be read' });
    expect(alert).toHaveTextContent('Vigie refuses the token.');
  });

  it('says so when the organisation has no such data source', async () => {
    get.mockRejectedValue(fetchError(404, { message: 'data source not found' }));
    render(<StatusPage />);
    await screen.findByRole('alert', { name: 'This organisation has no Vigie data source' });
    expect(screen.getByRole('link', { name: 'Open the data sources' })).toHaveAttribute(
      'href',
      '/connections/datasources'
    );
  });

  it('keeps what was read before, with its date, until a reading works again', async () => {
    const user = userEvent.setup();
    get.mockResolvedValueOnce(status()).mockRejectedValueOnce(fetchError(502, { message: 'No answer' }));
    render(<StatusPage />);
    await rowOf('atera');

    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText('No answer')).toBeInTheDocument();
    expect(screen.getByText('What follows was read on 2024-07-22 08:00:12.')).toBeInTheDocument();
    await rowOf('atera');

    get.mockResolvedValueOnce(status());
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    await screen.findByText('Up to date');
    expect(screen.queryByText('No answer')).not.toBeInTheDocument();
  });
});

describe('reading the sources now', () => {
  const button = () => screen.findByRole('button', { name: 'Read again now' });

  it('is for administrators of the organisation only', async () => {
    get.mockResolvedValue(status());
    const { unmount } = render(<StatusPage />);
    await rowOf('atera');
    expect(screen.queryByRole('button', { name: 'Read again now' })).not.toBeInTheDocument();
    unmount();
    logInAs(OrgRole.Admin);
    render(<StatusPage />);
    expect(await button()).toBeEnabled();
  });

  it('asks the data source once, then reads the status again', async () => {
    logInAs(OrgRole.Admin);
    get.mockResolvedValue(status());
    let finish = (_: unknown) => {};
    post.mockReturnValue(new Promise((resolve) => (finish = resolve)));
    render(<StatusPage />);
    await rowOf('atera');

    await userEvent.click(await button());
    expect(screen.getByRole('button', { name: 'Reading…' })).toBeDisabled();
    expect(post).toHaveBeenCalledWith('/api/datasources/uid/vigie/resources/sync', {}, { showErrorAlert: false });
    expect(get).toHaveBeenCalledTimes(1);
    await act(async () => finish({ leader: true, connections: [] }));
    expect(await button()).toBeEnabled();
    expect(get).toHaveBeenCalledTimes(2);
    expect(post).toHaveBeenCalledTimes(1);
    expect(screen.queryByText(/Another Vigie backend/)).not.toBeInTheDocument();
  });

  it('says why it could not be done', async () => {
    logInAs(OrgRole.Admin);
    get.mockResolvedValue(status());
    post.mockRejectedValueOnce(fetchError(429, { code: 'rate_limited', detail: 'Try again in 40 seconds.' }));
    post.mockResolvedValueOnce({ leader: false, connections: [] });
    render(<StatusPage />);
    await userEvent.click(await button());
    const alert = await screen.findByRole('alert', { name: 'The sources could not be read now' });
    expect(alert).toHaveTextContent('Try again in 40 seconds.');

    await userEvent.click(await button());
    expect(await screen.findByText(/^Another Vigie backend does the readings/)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('while someone looks at the page', () => {
  const hide = (hidden: boolean) => jest.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  const pass = () => act(() => jest.advanceTimersByTimeAsync(REFRESH_INTERVAL_MS));

  beforeEach(() => {
    jest.useFakeTimers();
    get.mockResolvedValue(status());
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('the status is read again at each interval, the installation is not examined again', async () => {
    logInAs(OrgRole.Admin);
    const { unmount } = render(<StatusPage />);
    await pass();
    await pass();
    expect(get).toHaveBeenCalledTimes(3);
    expect(examine).toHaveBeenCalledTimes(1);
    unmount();
    await pass();
    expect(get).toHaveBeenCalledTimes(3);
  });

  it('but not behind another tab', async () => {
    hide(true);
    render(<StatusPage />);
    await pass();
    expect(get).toHaveBeenCalledTimes(1);
    hide(false);
    await pass();
    expect(get).toHaveBeenCalledTimes(2);
  });
});

import { render, screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { fetchError, serve } from '../../test/grafana';
import type { Job, JobRun } from './job';
import { JobsReport } from './JobsReport';

const run = (changes: Partial<JobRun>): JobRun => ({
  id: '8b7e7f0e-52a4-4d4b-8a2b-0c1d2e3f4a5b',
  job: 'purge',
  dueAt: '2024-07-22T01:30:00Z',
  state: 'done',
  attempts: 1,
  nextAttemptAt: null,
  requestedBy: null,
  startedAt: '2024-07-22T01:30:02Z',
  finishedAt: '2024-07-22T01:30:09Z',
  error: null,
  summary: null,
  checks: null,
  ...changes,
});

const job = (name: Job['name'], changes: Partial<Job> = {}): Job => ({
  name,
  schedule: '30 3 * * *',
  timezone: 'Europe/Paris',
  nextAt: '2024-07-23T01:30:00Z',
  last: null,
  lastDone: null,
  ...changes,
});

const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);
const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(`^${name}`) });

describe('JobsReport', () => {
  it('names when each job is due next and what became of the last run', async () => {
    const failed = run({
      state: 'pending',
      nextAttemptAt: '2024-07-22T01:35:09Z',
      error: { fr: 'La base ne répond pas.', en: 'The store does not answer.' },
    });
    const requests = serve(() => ({
      data: {
        jobs: [
          job('purge', { last: failed }),
          job('tidyUp', { last: run({ state: 'missed', startedAt: null, finishedAt: null }) }),
          job('doctor', { schedule: null, nextAt: null }),
        ],
      },
    }));
    const { container } = render(<JobsReport />);
    expect(screen.getByText('Reading the scheduled work…')).toBeInTheDocument();
    expect(cells(await rowOf('Purge'))).toEqual([
      'Purge of what is older than the retention',
      '2024-07-23 01:30:0030 3 * * * · Europe/Paris',
      'To be done2024-07-22 01:30:09Tried again on 2024-07-22 01:35:09',
      'The store does not answer.',
    ]);
    expect(cells(await rowOf('Tidy-up'))[2]).toBe('Missed2024-07-22 01:30:00');
    expect(cells(await rowOf('Nightly'))).toEqual(['Nightly examination', 'Off', '–', '']);
    expect((await axe(container)).violations).toEqual([]);
    expect(requests.map(({ url }) => url)).toEqual(['/api/datasources/uid/vigie/resources/jobs']);
  });

  it('keeps what the last examination found on screen while the next one is under way', async () => {
    const checks: JobRun['checks'] = [
      { part: 'store', state: 'ok', text: { fr: 'Va bien.', en: 'Well.' } },
      { part: 'jobs', state: 'failed', text: { fr: 'La purge échoue.', en: 'The purge fails.' } },
      { part: 'connection lyon', state: 'warning', text: { fr: 'Clé partielle.', en: 'Partial key.' } },
    ];
    const found = run({ job: 'doctor', summary: { fr: 'Une panne.', en: 'One failed.' }, checks });
    const underWay = run({ job: 'doctor', state: 'running', finishedAt: null });
    serve(() => ({ data: { jobs: [job('doctor', { last: underWay, lastDone: found })] } }));
    render(<JobsReport />);
    expect(cells(await rowOf('Nightly'))[2]).toBe('Under way2024-07-22 01:30:02');
    expect(
      screen.getByRole('heading', { name: 'Found by the examination of 2024-07-22 01:30:09' })
    ).toBeInTheDocument();
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'FailedScheduled workThe purge fails.',
      'To look atConnection lyonPartial key.',
    ]);
    expect(screen.getByRole('button', { name: 'Parts that are well: 1' })).toBeInTheDocument();
  });

  it('says why it could not be read', async () => {
    serve(() => {
      throw fetchError(502, { detail: 'No answer.' });
    });
    render(<JobsReport />);
    expect(await screen.findByRole('alert', { name: 'The scheduled work could not be read' })).toBeInTheDocument();
  });

  it('shows nothing in an organisation that may not see it', async () => {
    const requests = serve(() => {
      throw fetchError(403, { code: 'scope_missing', detail: 'All enterprises.' });
    });
    const { container } = render(<JobsReport />);
    await waitFor(() => expect(container).toBeEmptyDOMElement());
    expect(requests).toHaveLength(1);
  });
});

import { CoreApp, type DataQueryRequest, dateTime } from '@grafana/data';
import { config } from '@grafana/runtime';
import { firstValueFrom } from 'rxjs';

import { CATALOGUE } from './test/catalogue';
import { answerFromCatalogue, fakeBackend, fakeDatasource, fetchError } from './test/fakes';
import type { VigieQuery, VigieVariableQuery } from './types';
import { VigieVariableSupport } from './variables';

function request<Q extends VigieQuery>(targets: Q[], timezone = 'Europe/Paris'): DataQueryRequest<Q> {
  const from = dateTime('2024-07-22T00:00:00Z');
  const to = dateTime('2024-07-23T00:00:00Z');
  return {
    app: CoreApp.Dashboard,
    requestId: 'Q1',
    interval: '1m',
    intervalMs: 60_000,
    range: { from, to, raw: { from, to } },
    scopedVars: {},
    startTime: 0,
    targets,
    timezone,
  };
}

const query = (overrides: Partial<VigieQuery> = {}): VigieQuery => ({
  refId: 'A',
  dataset: 'tickets.latest',
  params: {},
  ...overrides,
});

describe('queries', () => {
  it('carry dataset, interpolated parameters and the dashboard’s time zone', async () => {
    const requests = fakeBackend(answerFromCatalogue);
    const datasource = fakeDatasource({ client: ['BASH', 'Pimkie'], class: 'pending' });

    await firstValueFrom(
      datasource.query(request([query({ params: { client: ['$client'], class: '$class', limit: 4 } })]))
    );

    expect(requests).toHaveLength(1);
    expect(requests[0]?.data.queries).toEqual([
      expect.objectContaining({
        refId: 'A',
        dataset: 'tickets.latest',
        params: { client: ['BASH', 'Pimkie'], class: 'pending', limit: 4 },
        timezone: 'Europe/Paris',
      }),
    ]);
  });

  it.each([
    ['browser', 'UTC'], // jest.config.js sets the machine's time zone
    ['', 'UTC'],
    ['utc', 'UTC'],
    ['Pacific/Auckland', 'Pacific/Auckland'],
    ['Etc/Unknown', 'UTC'],
  ])('turn the time zone setting "%s" into %s', async (setting, timezone) => {
    const requests = fakeBackend(answerFromCatalogue);
    await firstValueFrom(fakeDatasource().query(request([query()], setting)));
    expect(requests[0]?.data.queries[0].timezone).toBe(timezone);
  });

  it('take the zone of the organisation when the browser knows none of its own', async () => {
    const requests = fakeBackend(answerFromCatalogue);
    const own = jest
      .spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions')
      .mockReturnValue({ timeZone: 'Etc/Unknown' } as Intl.ResolvedDateTimeFormatOptions);
    const before = config.bootData;
    try {
      for (const [preference, timezone] of [
        ['America/Toronto', 'America/Toronto'],
        ['browser', undefined],
        ['Mars/Olympus', undefined],
      ] as const) {
        config.bootData = { user: { timezone: preference } } as typeof config.bootData;
        await firstValueFrom(fakeDatasource().query(request([query()], 'browser')));
        expect(requests.at(-1)?.data.queries[0].timezone).toBe(timezone);
      }
    } finally {
      own.mockRestore();
      config.bootData = before;
    }
  });

  it('without a dataset are left out', () => {
    const datasource = fakeDatasource();
    expect(datasource.filterQuery(query({ dataset: '' }))).toBe(false);
    expect(datasource.filterQuery(query())).toBe(true);
  });

  it('stored without parameters are sent with none', async () => {
    const requests = fakeBackend(answerFromCatalogue);
    const stored = { refId: 'A', dataset: 'clients' } as VigieQuery;
    await firstValueFrom(fakeDatasource().query(request([stored])));
    expect(requests[0]?.data.queries[0].params).toEqual({});
  });

  it('leave the dashboard’s own query untouched', async () => {
    fakeBackend(answerFromCatalogue);
    const stored = query({ params: { class: '$class' } });
    await firstValueFrom(fakeDatasource({ class: 'open' }).query(request([stored])));
    expect(stored).toEqual(query({ params: { class: '$class' } }));
  });

  it('start empty and describe themselves in one line', () => {
    const datasource = fakeDatasource();
    expect(datasource.getDefaultQuery()).toEqual({ dataset: '', params: {} });
    expect(datasource.getQueryDisplayText(query())).toBe('tickets.latest');
    expect(datasource.getQueryDisplayText(query({ params: { class: 'open', client: ['BASH', 'Pimkie'] } }))).toBe(
      'tickets.latest (class=open, client=BASH,Pimkie)'
    );
  });
});

describe('catalogue', () => {
  it('is read once', async () => {
    const requests = fakeBackend(answerFromCatalogue);
    const datasource = fakeDatasource();
    expect(await datasource.getDatasets()).toEqual(CATALOGUE);
    expect(await datasource.getDatasets()).toEqual(CATALOGUE);
    expect(requests.map(({ url }) => url)).toEqual(['/api/datasources/uid/vigie/resources/datasets']);
  });

  it('is asked for again after a failure', async () => {
    const datasource = fakeDatasource();
    fakeBackend(() => {
      throw fetchError(502, {});
    });
    await expect(datasource.getDatasets()).rejects.toMatchObject({ status: 502 });
    fakeBackend(answerFromCatalogue);
    expect(await datasource.getDatasets()).toEqual(CATALOGUE);
  });
});

describe('suggested values', () => {
  it('are the distinct texts of the column', async () => {
    fakeBackend(answerFromCatalogue);
    expect(await fakeDatasource().suggestValues('clients', 'client')).toEqual(['BASH', 'Pimkie']);
  });

  it('fail with the backend’s sentence', async () => {
    fakeBackend(() => ({ results: { suggest: { status: 403, error: 'No right to clients', frames: [] } } }));
    await expect(fakeDatasource().suggestValues('clients', 'client')).rejects.toThrow('No right to clients');
  });
});

describe('dashboard variables', () => {
  const variable = (overrides: Partial<VigieVariableQuery> = {}): VigieVariableQuery => ({
    ...query({ dataset: 'clients' }),
    ...overrides,
  });

  const values = async (target: VigieVariableQuery) => {
    const { data } = await firstValueFrom(new VigieVariableSupport(fakeDatasource()).query(request([target])));
    return data;
  };

  beforeEach(() => fakeBackend(answerFromCatalogue));

  it('take the first column by default', async () => {
    expect(await values(variable())).toEqual(['1', '2', '3', '4'].map((id) => ({ value: id, text: id })));
  });

  it('take each value once, labelled by the text column of its first row', async () => {
    expect(await values(variable({ valueColumn: 'client', textColumn: 'id' }))).toEqual([
      { value: 'BASH', text: '1' },
      { value: 'Pimkie', text: '2' },
    ]);
  });

  it('label a row without text by its value', async () => {
    expect(await values(variable({ valueColumn: 'id', textColumn: 'client' }))).toContainEqual({
      value: '4',
      text: '4',
    });
  });

  it('ask nothing before a dataset is chosen', async () => {
    const requests = fakeBackend(answerFromCatalogue);
    expect(await values(variable({ dataset: '' }))).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('belong to the data source', () => {
    expect(fakeDatasource().variables).toBeInstanceOf(VigieVariableSupport);
  });

  it('pass the backend’s failure on', async () => {
    fakeBackend(() => ({ results: { A: { status: 400, error: 'Unknown dataset', frames: [] } } }));
    const response = await firstValueFrom(new VigieVariableSupport(fakeDatasource()).query(request([variable()])));
    expect(response.errors?.[0]?.message).toBe('Unknown dataset');
  });
});

import { type AnnotationQuery, CoreApp, dateTime } from '@grafana/data';
import { firstValueFrom } from 'rxjs';

import { answerFromCatalogue, fakeBackend, fakeDatasource } from './test/fakes';
import type { VigieQuery } from './types';

const annotation = (overrides: Partial<AnnotationQuery<VigieQuery>> = {}): AnnotationQuery<VigieQuery> => ({
  name: 'Fermetures',
  enable: true,
  iconColor: 'blue',
  target: { refId: 'Anno', dataset: 'counters.annotations', params: { enterprise: ['$enterprise'] } },
  ...overrides,
});

describe('annotations', () => {
  const { annotations } = fakeDatasource({ enterprise: 'BASH' });

  it('are said to end where the column time_end says', () => {
    const prepared = annotations?.prepareAnnotation?.(annotation());
    expect(prepared?.mappings).toEqual({ timeEnd: { source: 'field', value: 'time_end' } });
    expect(prepared?.target).toEqual(annotation().target);
  });

  it('keep what an editor has chosen, and stay the same object then', () => {
    const chosen = annotation({ mappings: { timeEnd: { value: 'end' }, text: { value: 'title' } } });
    expect(annotations?.prepareAnnotation?.(chosen)).toBe(chosen);
    const prepared = annotations?.prepareAnnotation?.(annotation({ mappings: { text: { value: 'title' } } }));
    expect(prepared?.mappings?.text).toEqual({ value: 'title' });
    expect(annotations?.prepareAnnotation?.(prepared)).toBe(prepared);
  });

  it('are not asked for while no dataset is chosen', () => {
    const empty = annotation({ target: { refId: 'Anno', dataset: '', params: {} } });
    expect(annotations?.prepareQuery?.(empty)).toBeUndefined();
    expect(annotations?.prepareQuery?.(annotation({ target: undefined }))).toBeUndefined();
    expect(annotations?.prepareQuery?.(annotation())).toEqual(annotation().target);
  });

  it('are queries like those of panels, with the variables of the page', async () => {
    const requests = fakeBackend(answerFromCatalogue);
    const [from, to] = [dateTime('2024-07-01T00:00:00Z'), dateTime('2024-07-31T00:00:00Z')];
    await firstValueFrom(
      fakeDatasource({ enterprise: 'BASH' }).query({
        ...{
          app: CoreApp.Dashboard,
          requestId: 'A1',
          interval: '1m',
          intervalMs: 60_000,
          scopedVars: {},
          startTime: 0,
        },
        range: { from, to, raw: { from, to } },
        targets: [annotation().target!],
        timezone: 'Europe/Paris',
      })
    );
    expect(requests[0]?.data.queries).toEqual([
      expect.objectContaining({
        dataset: 'counters.annotations',
        params: { enterprise: ['BASH'] },
        timezone: 'Europe/Paris',
      }),
    ]);
  });
});

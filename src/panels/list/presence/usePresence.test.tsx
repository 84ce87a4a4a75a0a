import { config, locationService } from '@grafana/runtime';
import { act, render } from '@testing-library/react';
import React from 'react';

import { type FakeRequest, serve } from '../../../test/grafana';
import { resetFreshness } from '../../shared/answer/freshness';
import { ANSWERED_AT, answerOf, frameOf, panelProps } from '../../test/panelProps';
import { ListPanel } from '../ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from '../options';

const SOURCES = frameOf([{ name: 'source', type: 'string', values: ['atera'] }]);
const MINUTE = 60_000;

let reports: FakeRequest[];
let broken: boolean;

function panel(staleAfterMinutes = 6) {
  const options: ListOptions = { ...DEFAULT_OPTIONS, layout: 'strip', staleAfterMinutes };
  return <ListPanel {...panelProps(answerOf([SOURCES], { endTime: Date.now() }), options)} />;
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
const logIn = (login: string) => {
  config.bootData = { user: { login } } as typeof config.bootData;
};

// The last report is remembered for the page, by a clock that all tests share.
beforeAll(() => {
  jest.useFakeTimers({ now: ANSWERED_AT });
});

afterAll(() => {
  jest.useRealTimers();
});

beforeEach(() => {
  resetFreshness();
  broken = false;
  reports = serve(() => {
    if (broken) {
      throw new Error('no answer');
    }
    return { data: undefined };
  });
  logIn('ecran-hall-1a2b');
  locationService.push('/d/vigie-board/tableau-de-bord?kiosk');
});

afterEach(() => {
  jest.advanceTimersByTime(5 * MINUTE);
});

it('says once a minute what it shows', async () => {
  const { unmount } = render(panel());
  await pass(10_000);
  expect(reports.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /api/datasources/uid/vigie/resources/presence',
  ]);
  expect(reports[0]?.body).toEqual({
    page: 'vigie-board',
    width: window.innerWidth,
    height: window.innerHeight,
    dataAgeSeconds: 10,
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  await pass(2 * MINUTE);
  expect(reports).toHaveLength(3);
  // A playlist takes the panel down and puts up that of the next page: the rhythm stays.
  unmount();
  locationService.push('/d/vigie-clients');
  render(panel());
  await pass(59_000);
  expect(reports).toHaveLength(3);
  await pass(1000);
  expect(reports[3]?.body).toMatchObject({ page: 'vigie-clients' });
});

it('goes on after a failure', async () => {
  broken = true;
  render(panel());
  await pass(10_000);
  broken = false;
  await pass(MINUTE);
  expect(reports).toHaveLength(2);
});

it('says nothing for people, nor from a panel that is none of the strip', async () => {
  render(panel(0));
  logIn('zoe');
  render(panel());
  await pass(5 * MINUTE);
  expect(reports).toEqual([]);
});

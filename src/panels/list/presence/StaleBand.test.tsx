import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { resetFreshness } from '../../shared/answer/freshness';
import { ANSWERED_AT, answerOf, frameOf, panelProps } from '../../test/panelProps';
import { ListPanel } from '../ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from '../options';

const MINUTE = 60_000;
const SOURCES = frameOf([{ name: 'source', type: 'string', values: ['atera'] }]);

const fetchMock = jest.fn();

function panel(endTime = ANSWERED_AT, state = LoadingState.Done, staleAfterMinutes = 6, series = [SOURCES]) {
  const options: ListOptions = { ...DEFAULT_OPTIONS, layout: 'strip', staleAfterMinutes };
  return <ListPanel {...panelProps(answerOf(series, { endTime, state }), options)} />;
}

/** Lets time pass, and what was asked meanwhile be answered. */
const pass = (minutes: number) => act(() => jest.advanceTimersByTimeAsync(minutes * MINUTE));

beforeEach(() => {
  jest.useFakeTimers({ now: ANSWERED_AT });
  resetFreshness();
  locationService.push('/d/vigie-board');
  globalThis.fetch = fetchMock;
  fetchMock.mockReset().mockResolvedValue({ ok: true, status: 200 });
});

afterEach(() => {
  jest.useRealTimers();
});

it('says since when nothing new came after three intervals, and goes with the next answer', async () => {
  const { rerender } = render(panel());
  await pass(5.9);
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  await pass(0.2);
  expect(screen.getByRole('alert')).toHaveTextContent('No new data since 12/03 10:00:00. Vigie does not answer');
  rerender(panel(ANSWERED_AT + 7 * MINUTE));
  await pass(0.1);
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

it('is read by a screen reader as soon as it appears, and has nothing that one stumbles over', async () => {
  render(panel());
  await pass(6.1);
  const band = screen.getByRole('alert');
  jest.useRealTimers();
  expect((await axe(band)).violations).toEqual([]);
});

it.each([
  ['with an error', LoadingState.Error, [SOURCES]],
  ['without a frame, as after a request that failed', LoadingState.Done, []],
])('is not put off by answers %s', async (_name, state, series) => {
  const { rerender } = render(panel());
  await pass(4);
  rerender(panel(ANSWERED_AT + 4 * MINUTE, state, 6, series));
  await pass(2.1);
  expect(screen.getByRole('alert')).toHaveTextContent('since 12/03 10:00:00');
});

it.each([
  ['with an error', LoadingState.Error, [SOURCES]],
  ['without a frame', LoadingState.Done, []],
])(
  'appears as soon as two refreshes in a row were answered %s, and goes with a good answer',
  async (_name, state, series) => {
    const { rerender } = render(panel());
    await pass(2);
    rerender(panel(ANSWERED_AT + 2 * MINUTE, state, 6, series));
    rerender(panel(ANSWERED_AT + 2 * MINUTE + 900, state, 6, series));
    await pass(1.9);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    rerender(panel(ANSWERED_AT + 4 * MINUTE, state, 6, series));
    await pass(0.2);
    expect(screen.getByRole('alert')).toHaveTextContent('No new data since 12/03 10:00:00.');
    rerender(panel(ANSWERED_AT + 6 * MINUTE));
    await pass(0.1);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  }
);

it('does not appear while one panel of the page fails and the others are answered', async () => {
  const { rerender } = render(panel());
  for (const minutes of [2, 4, 6, 8]) {
    await pass(2);
    rerender(panel(ANSWERED_AT + minutes * MINUTE));
    rerender(panel(ANSWERED_AT + minutes * MINUTE + 100, LoadingState.Error));
  }
  await pass(1);
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

it('outlives the change of pages of a playlist', async () => {
  const first = render(panel());
  await pass(4);
  first.unmount();
  render(panel(ANSWERED_AT + 4 * MINUTE, LoadingState.Error));
  await pass(2.1);
  expect(screen.getByRole('alert')).toHaveTextContent('since 12/03 10:00:00');
});

it.each([
  ['the session has ended', { ok: false, status: 401 }, 'The session of this screen has ended. Log in'],
  ['Grafana is in trouble', { ok: false, status: 502 }, 'Grafana does not answer'],
])('says that %s', async (_name, answer, text) => {
  fetchMock.mockResolvedValue(answer);
  render(panel());
  await pass(6.1);
  expect(screen.getByRole('alert')).toHaveTextContent(text);
});

it('says that Grafana cannot be reached, and what else it is once that changes', async () => {
  fetchMock.mockRejectedValue(new TypeError('Failed to fetch'));
  render(panel());
  await pass(6.1);
  expect(screen.getByRole('alert')).toHaveTextContent('Grafana does not answer');
  fetchMock.mockResolvedValue({ ok: false, status: 401 });
  await pass(0.6);
  expect(screen.getByRole('link', { name: 'Log in' })).toHaveAttribute('href', '/login');
});

it.each([
  ['a longer interval is chosen', '?refresh=15m', 44],
  ['refreshing is switched off', '?refresh=', 20],
])('does not appear while %s', async (_name, search, minutes) => {
  locationService.push(`/d/vigie-board${search}`);
  render(panel());
  await pass(minutes);
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  expect(fetchMock).not.toHaveBeenCalled();
});

it('never appears on a list that does not ask for it', async () => {
  render(panel(ANSWERED_AT, LoadingState.Done, 0));
  await pass(20);
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

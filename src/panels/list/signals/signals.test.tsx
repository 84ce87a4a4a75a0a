import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { fakeAudio } from '../../test/fakeAudio';
import { ANSWERED_AT, answerOf, frameOf, panelProps } from '../../test/panelProps';
import { ListPanel } from '../ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from '../options';

const MINUTE = 60_000;

/** One loudspeaker for all tests, as a page has one. */
const audio = fakeAudio();

const OPTIONS: ListOptions = { ...DEFAULT_OPTIONS, signals: true };

/** Tickets as `tickets.latest` gives them, the newest first; names with a `!` are critical. */
function tickets(...titles: string[]) {
  const field = (name: string, type: 'string' | 'time', values: unknown[]) => ({ name, type, values });
  return frameOf([
    field(
      'source',
      'string',
      titles.map(() => 'atera')
    ),
    field('id', 'string', titles),
    field('title', 'string', titles),
    field(
      'priority',
      'string',
      titles.map((title) => (title.endsWith('!') ? 'Critique' : 'Haute'))
    ),
    field(
      'created',
      'time',
      titles.map((_, index) => ANSWERED_AT - index * MINUTE)
    ),
  ]);
}

interface Answer {
  minute?: number;
  options?: Partial<ListOptions>;
  targets?: Array<{ refId: string }>;
  state?: LoadingState;
}

/** A panel that was answered so many minutes after the first one. */
function panel(titles: string[], { minute = 0, options = {}, targets, state }: Answer = {}) {
  const data = answerOf([tickets(...titles)], { endTime: ANSWERED_AT + minute * MINUTE, targets, state });
  return <ListPanel {...panelProps(data, { ...OPTIONS, ...options })} />;
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

/** Titles of the rows that call attention. */
const called = () => [...document.querySelectorAll('tr[data-signal]')].map((row) => row.textContent);

/** An answer, and the next one. */
async function show(before: string[], after: string[], more: Answer = {}) {
  const shown = render(panel(before, more));
  await pass(3000);
  shown.rerender(panel(after, { minute: 2, ...more }));
  await pass(3000);
  return shown;
}

beforeEach(() => {
  jest.useFakeTimers({ now: ANSWERED_AT });
  localStorage.clear();
  audio.sounds.length = 0;
  audio.isAllowed = true;
  locationService.push('/d/vigie-board?kiosk&sound=on');
});

afterEach(() => {
  jest.useRealTimers();
});

it('marks a new critical ticket for half a minute, says it, and sounds once', async () => {
  const { rerender } = await show(['Disk!', 'Mouse'], ['Server!', 'Disk!', 'Mouse']);
  expect(called()).toEqual([expect.stringContaining('Server!')]);
  expect(screen.getByText('New critical ticket: Server!.')).toBeInTheDocument();
  expect(audio.sounds).toHaveLength(1);
  rerender(panel(['Server!', 'Disk!', 'Mouse'], { minute: 4 }));
  await pass(31_000);
  expect(called()).toEqual([]);
  expect(audio.sounds).toHaveLength(1);
});

it('blinks less than three times a second, for at most five seconds, and only where motion is welcome', async () => {
  await show(['Disk!'], ['Server!', 'Disk!']);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map(({ cssText }) => cssText);
  const blinking = rules.filter((rule) => rule.includes('ease-in-out 5'));
  expect(blinking).toHaveLength(1);
  expect(blinking[0]).toMatch(/prefers-reduced-motion: no-preference[^]* 1s ease-in-out 5/);
});

it('is silent about the first look, and about a ticket that is not critical', async () => {
  await show(['Disk!', 'Mouse'], ['Printer', 'Disk!', 'Mouse']);
  expect(called()).toEqual([]);
  expect(audio.sounds).toEqual([]);
});

it('does not repeat itself after a reload or the change of pages of a playlist, and then sees what came meanwhile', async () => {
  const first = await show(['Disk!'], ['Server!', 'Disk!']);
  first.unmount();
  const second = render(panel(['Server!', 'Disk!'], { minute: 4 }));
  await pass(3000);
  expect(audio.sounds).toHaveLength(1);
  second.unmount();
  render(panel(['Switch!', 'Server!', 'Disk!'], { minute: 6 }));
  await pass(3000);
  expect(audio.sounds).toHaveLength(2);
  expect(called()).toEqual([expect.stringContaining('Switch!')]);
});

it('sounds once where two panels of a page hold the ticket', async () => {
  const both = (titles: string[], minute: number) => (
    <>
      {panel(titles, { minute })}
      {panel(titles, { minute, targets: [{ refId: 'B' }] })}
    </>
  );
  const { rerender } = render(both(['Disk!'], 0));
  await pass(3000);
  rerender(both(['Server!', 'Disk!'], 2));
  await pass(3000);
  expect(audio.sounds).toHaveLength(1);
  expect(called()).toHaveLength(1);
});

it.each([
  ['the panel does not ask for it', { signals: false }, '?sound=on'],
  ['the screen does not ask for it', {}, '?kiosk'],
  ['the screen asks for something else', {}, '?sound=off'],
])('does nothing where %s', async (_, options, search) => {
  locationService.push(`/d/vigie-board${search}`);
  await show(['Disk!'], ['Server!', 'Disk!'], { options });
  expect(called()).toEqual([]);
  expect(audio.sounds).toEqual([]);
});

it('goes by the address that the browser was opened with, which a playlist cuts', async () => {
  locationService.push('/d/vigie-board?kiosk');
  const name = 'https://grafana.example.com/playlists/play/vigie?kiosk&autofitpanels&sound=on';
  const entries = jest.fn(() => [{ name }]);
  Object.assign(performance, { getEntriesByType: entries });
  await show(['Disk!'], ['Server!', 'Disk!']);
  expect(entries).toHaveBeenCalledWith('navigation');
  Object.assign(performance, { getEntriesByType: undefined });
  expect(audio.sounds).toHaveLength(1);
});

it.each<[string, Partial<ListOptions>, string, number]>([
  // The answer comes on a Thursday at 10:00 in Paris.
  ['within its hours', { soundHours: '08:00-19:00', soundDays: ['thursday'] }, 'on', 1],
  ['not outside of them', { soundHours: '10:30-19:00' }, 'on', 0],
  ['not on another day', { soundHours: '08:00-19:00', soundDays: ['monday', 'wednesday', 'friday'] }, 'on', 0],
  ['in the hours of the screen', { soundHours: '10:30-19:00' }, '09:30-10:30', 1],
  ['not outside of those of the screen', { soundHours: '' }, '22:00-06:00', 0],
])('sounds %s, and marks in any case', async (_, options, search, sounds) => {
  locationService.push(`/d/vigie-board?sound=${search}`);
  await show(['Disk!'], ['Server!', 'Disk!'], { options });
  expect(audio.sounds).toHaveLength(sounds);
  expect(called()).toHaveLength(1);
});

it('says that hours cannot be read in the place of sounding at any hour', async () => {
  await show(['Disk!'], ['Server!', 'Disk!'], { options: { soundHours: '8 to 7' } });
  expect(screen.getByText('No sound: “8 to 7” is no time of day')).toBeInTheDocument();
  expect(audio.sounds).toEqual([]);
});

it('says once on a page that the hours of the screen cannot be read, and of each panel that its own cannot', async () => {
  const both = (hours: string) => (
    <>
      {panel(['Disk!'], { options: { soundHours: hours } })}
      {panel(['Disk!'], { options: { soundHours: hours }, targets: [{ refId: 'B' }] })}
    </>
  );
  locationService.push('/d/vigie-board?sound=25:00-26:00');
  const { unmount } = render(both('08:00-19:00'));
  await pass(3000);
  expect(screen.getAllByText(/is no time of day/)).toHaveLength(1);
  unmount();
  locationService.push('/d/vigie-board?sound=on');
  render(both('8 to 7'));
  await pass(3000);
  expect(screen.getAllByText(/is no time of day/)).toHaveLength(2);
});

it('looks at no answer that failed, nor at one on its way', async () => {
  const { rerender } = render(panel(['Disk!']));
  await pass(3000);
  for (const state of [LoadingState.Loading, LoadingState.Error]) {
    rerender(panel(['Server!', 'Disk!'], { minute: 2, state }));
    await pass(3000);
  }
  expect(audio.sounds).toEqual([]);
});

it('shows a ticket that calls attention though it is further down than the rows shown', async () => {
  const options = { mostRows: 2 };
  await show(['Disk!', 'Mouse'], ['A', 'B', 'Server!', 'Disk!', 'Mouse'], { options });
  const titles = () =>
    screen
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.querySelector('[data-kind="main"]')!.textContent);
  expect(titles()).toEqual([expect.stringContaining('A'), expect.stringContaining('Server!')]);
  expect(screen.queryByText(/Rows not shown/)).toBeNull();
  await pass(31_000);
  expect(titles()).toEqual([expect.stringContaining('A'), expect.stringContaining('B')]);
});

describe('where the browser blocks sound', () => {
  beforeEach(() => {
    audio.isAllowed = false;
  });

  it('asks once on the page for a click, which is heard', async () => {
    render(
      <>
        {panel(['Disk!'])}
        {panel(['Disk!'], { targets: [{ refId: 'B' }] })}
      </>
    );
    await pass(3000);
    const button = screen.getByRole('button', { name: 'Sound blocked: click' });
    audio.isAllowed = true;
    fireEvent.click(button);
    await pass(3000);
    expect(audio.sounds).toHaveLength(1);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('takes a click or a key anywhere on the page for permission, without a sound', async () => {
    render(panel(['Disk!']));
    await pass(3000);
    audio.isAllowed = true;
    fireEvent.keyDown(document.body, { key: 'Enter' });
    await pass(3000);
    expect(screen.queryByRole('button')).toBeNull();
    expect(audio.sounds).toEqual([]);
  });

  it('says that there is no sound when the click does not help', async () => {
    render(panel(['Disk!']));
    await pass(3000);
    fireEvent.click(screen.getByRole('button'));
    await pass(3000);
    expect(screen.getByText('No sound on this machine')).toBeInTheDocument();
  });

  it('says nothing on a screen that asked for no sound', async () => {
    locationService.push('/d/vigie-board?kiosk');
    render(panel(['Disk!']));
    await pass(3000);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

it('has nothing that axe objects to', async () => {
  const { container } = await show(['Disk!'], ['Server!', 'Disk!']);
  jest.useRealTimers();
  expect((await axe(container)).violations).toEqual([]);
});

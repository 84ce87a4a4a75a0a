import { config, locationService } from '@grafana/runtime';
import { act, render, screen } from '@testing-library/react';
import { axe } from 'jest-axe';
import React from 'react';

import { fetchError, serve } from '../../../test/grafana';
import { ANSWERED_AT, answerOf, frameOf, panelProps } from '../../test/panelProps';
import { ListPanel } from '../ListPanel';
import { DEFAULT_OPTIONS, type ListOptions } from '../options';
import { watchPlaylists } from './tracker';

const SOURCES = frameOf([{ name: 'source', type: 'string', values: ['atera'] }]);
const STRIP: ListOptions = { ...DEFAULT_OPTIONS, layout: 'strip', playlistProgress: true };

/** What Grafana holds: a playlist of two pages, both of which this account may see. */
interface Grafana {
  items: Array<{ type: string; value: string }>;
  seen: string[];
  refuses?: boolean;
}

const page = (value: string) => ({ type: 'dashboard_by_uid', value });
const BOTH: Grafana = { items: [page('vigie-board'), page('vigie-clients')], seen: ['vigie-board', 'vigie-clients'] };

function grafana({ items, seen, refuses = false }: Grafana) {
  config.namespace = 'org-2';
  return serve(({ url }) => {
    if (refuses) {
      throw fetchError(403, {});
    }
    const answers: Record<string, unknown> = {
      '/apis/playlist.grafana.app': { preferredVersion: { version: 'v1' } },
      '/apis/playlist.grafana.app/v1/namespaces/org-2/playlists/vigie': { spec: { interval: '2m', items } },
      '/api/search': seen.map((uid) => ({ uid })),
    };
    return { data: answers[url] };
  });
}

const pass = (seconds: number) => act(() => jest.advanceTimersByTimeAsync(seconds * 1000));
const goTo = (path: string) => act(() => locationService.replace(path));
const bar = () => screen.queryByRole('progressbar', { name: 'Next page' });

function strip() {
  return render(<ListPanel {...panelProps(answerOf([SOURCES]), STRIP)} />);
}

/** As Grafana does: the page of the start, which goes to the first page at once. */
async function play() {
  goTo('/playlists/play/vigie?kiosk');
  goTo('/d/vigie-board/tableau-de-bord?kiosk');
  await pass(0);
}

beforeAll(watchPlaylists);

beforeEach(() => {
  jest.useFakeTimers({ now: ANSWERED_AT });
  goTo('/');
  grafana(BOTH);
});

afterEach(() => {
  jest.useRealTimers();
});

it('grows over the time of a page, and begins again with the next one', async () => {
  await play();
  const { unmount } = strip();
  await pass(30);
  expect(bar()).toHaveAttribute('aria-valuenow', '25');
  expect(bar()).toHaveAttribute('aria-valuetext', 'in 1\u00a0min 30\u00a0s');
  await pass(90);
  unmount();
  goTo('/d/vigie-clients/tickets-par-gros-clients?kiosk');
  strip();
  await pass(60);
  expect(bar()).toHaveAttribute('aria-valuenow', '50');
});

it('asks for the version of the API and for the namespace of the organisation', async () => {
  const requests = grafana(BOTH);
  await play();
  expect(requests.map(({ url }) => url)).toEqual([
    '/apis/playlist.grafana.app',
    '/apis/playlist.grafana.app/v1/namespaces/org-2/playlists/vigie',
    '/api/search',
  ]);
});

it('names pages that the playlist lacks', async () => {
  grafana({ ...BOTH, seen: ['vigie-board'] });
  await play();
  strip();
  await pass(1);
  expect(screen.getByText('Pages missing from the playlist: vigie-clients')).toBeInTheDocument();
});

it.each([
  ['no playlist was started', async () => goTo('/d/vigie-board')],
  [
    'somebody goes to a page before its turn',
    async () => {
      await play();
      await pass(20);
      goTo('/d/vigie-clients');
    },
  ],
  [
    'somebody goes elsewhere in the end',
    async () => {
      await play();
      await pass(119);
      goTo('/d/vigie-history');
    },
  ],
  [
    'the page outstays its time, as after a click on the stop button',
    async () => {
      await play();
      await pass(126);
    },
  ],
  [
    'Grafana refuses the playlist',
    async () => {
      grafana({ ...BOTH, refuses: true });
      await play();
    },
  ],
])('is not there when %s', async (_, happens) => {
  await happens();
  strip();
  await pass(1);
  expect(bar()).toBeNull();
});

describe('a playlist whose address the browser was opened with', () => {
  /** Loads the module when the first page has been there for so many seconds. */
  async function loadAfter(seconds: number) {
    goTo('/d/vigie-board?kiosk');
    const entries: Record<string, object[]> = {
      navigation: [{ name: 'https://grafana.example.com/playlists/play/vigie?kiosk' }],
      resource: [
        { name: 'https://grafana.example.com/public/build/app.js', startTime: 0, duration: 5000 },
        {
          name: 'https://grafana.example.com/apis/playlist.grafana.app/v1/namespaces/org-2/playlists/vigie',
          startTime: 800,
          duration: 200,
        },
      ],
    };
    Object.assign(performance, {
      timeOrigin: Date.now() - 1000 * seconds - 1000,
      getEntriesByType: (type: string) => entries[type],
    });
    watchPlaylists();
    Object.assign(performance, { getEntriesByType: undefined });
    await pass(0);
  }

  it('is followed from when its first page came', async () => {
    await loadAfter(12);
    strip();
    await pass(48);
    expect(bar()).toHaveAttribute('aria-valuenow', '50');
    await pass(60);
    goTo('/d/vigie-clients');
    await pass(30);
    expect(bar()).toHaveAttribute('aria-valuenow', '25');
  });

  it('is followed to its second page though nobody saw the first one come', async () => {
    await loadAfter(-5);
    await pass(100);
    goTo('/d/vigie-clients');
    strip();
    await pass(30);
    expect(bar()).toHaveAttribute('aria-valuenow', '25');
  });

  it('has ended where another page stands', async () => {
    await loadAfter(0);
    goTo('/d/vigie-history');
    strip();
    await pass(1);
    expect(bar()).toBeNull();
  });
});

it('has nothing that axe objects to', async () => {
  grafana({ ...BOTH, seen: [] });
  await play();
  const { container } = strip();
  await pass(1);
  jest.useRealTimers();
  expect((await axe(container)).violations).toEqual([]);
});

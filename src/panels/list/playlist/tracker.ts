import { locationService } from '@grafana/runtime';

import { type Playlist, readPlaylist } from './playlist';

/** The page of a playlist that is being shown. */
export interface PlaylistPage {
  playlist: Playlist;
  /** When the playlist came to it, in epoch milliseconds of this machine's clock. */
  since: number;
}

/** Timers are late on a busy machine, and early by a little. */
const TOLERANCE_MS = 2000;

const START = /\/playlists\/play\/([^/?#]+)/;

interface State {
  playlist: Playlist | undefined;
  since: number;
  /** Of the page; empty before the first one. */
  path: string;
  /** Whether it was there before anybody watched, so that its time ends earlier than it seems. */
  isLate?: boolean;
}

/*
 * Grafana does not tell plugins whether a playlist plays. What can be seen is where it begins, `/playlists/play/UID`, as the address
 * that the browser was opened with or as a step of its history, and that it goes from one of its pages to another when their time is
 * over. Any other change of page ends it (Grafana 12.2, `PlaylistSrv.locationUpdated`).
 */
let playing: State | undefined;
let shown: PlaylistPage | undefined;
const listeners = new Set<() => void>();

function become(next: State | undefined): void {
  playing = next;
  shown = next?.playlist && { playlist: next.playlist, since: next.since };
  listeners.forEach((listener) => listener());
}

function begin(uid: string): void {
  become({ playlist: undefined, since: Date.now(), path: '' });
  void readPlaylist(uid).then(
    (playlist) => {
      // Meanwhile it may have gone to its first page, or have ended.
      if (playing !== undefined) {
        become(playing.path === '' || isPageOf(playlist, playing.path) ? { ...playing, playlist } : undefined);
      }
    },
    // Then nothing is said of it.
    () => become(undefined)
  );
}

function follow(path: string): void {
  const [, started] = START.exec(path) ?? [];
  if (started !== undefined) {
    begin(decodeURIComponent(started));
  } else if (playing !== undefined && path !== playing.path) {
    const now = Date.now();
    const { playlist, since, isLate } = playing;
    const isOver = playlist !== undefined && now - since >= playlist.intervalMs - TOLERANCE_MS;
    const isNext = playing.path === '' || isLate || isOver;
    become(isNext && isPageOf(playlist, path) ? { playlist, since: now, path } : undefined);
  }
}

/** Of a playlist that is not read yet any page may be one. */
function isPageOf(playlist: Playlist | undefined, path: string): boolean {
  const [, uid = ''] = /\/d\/([^/]+)/.exec(path) ?? [];
  return playlist?.pages === undefined || playlist.pages.includes(uid);
}

/** When the page of a playlist's start had read it, which is when it goes to the first page; else now. */
function startOf(opened: string): number {
  const [, uid = ''] = START.exec(opened) ?? [];
  const ends = performance
    .getEntriesByType('resource')
    .filter(({ name }) => new URL(name).pathname.endsWith(`/playlists/${uid}`))
    .map(({ startTime, duration }) => startTime + duration);
  return ends.length > 0 ? performance.timeOrigin + Math.max(...ends) : Date.now();
}

/** Begins to watch, once, as early as this module is loaded. */
export function watchPlaylists(): void {
  locationService.getHistory().listen(({ pathname }: { pathname: string }) => follow(pathname));
  const [navigation] = performance.getEntriesByType?.('navigation') ?? [];
  const opened = navigation ? new URL(navigation.name).pathname : '';
  if (START.test(opened)) {
    follow(opened);
    become(
      playing && { ...playing, since: startOf(opened), path: locationService.getLocation().pathname, isLate: true }
    );
  }
}

/** For React. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns undefined while no playlist plays, as far as can be seen */
export function playlistPage(): PlaylistPage | undefined {
  return shown;
}

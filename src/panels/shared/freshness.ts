import { LoadingState, type PanelData, rangeUtil } from '@grafana/data';

/*
 * When the page got its last good answer. Kept beside the panels: a playlist takes them down and puts them up at each change of
 * page, and a screen that has been cut off for hours must not look new with each of them.
 */
let lastAnswerAt = Date.now();
let wasAnswered = false;

/** Notes the answer that a panel shows. One with an error is none, nor is one without a frame: Grafana ends a request that failed so. */
export function noteAnswer({ state, errors, series, request }: PanelData): void {
  const answeredAt = request?.endTime ?? request?.startTime;
  if (answeredAt !== undefined && state === LoadingState.Done && !errors?.length && series.length > 0) {
    lastAnswerAt = Math.max(lastAnswerAt, answeredAt);
    wasAnswered = true;
  }
}

/** How long ago the page got its last good answer, in whole seconds; null when it never did. */
export function secondsSinceAnswer(): number | null {
  return wasAnswered ? Math.max(0, Math.round((Date.now() - lastAnswerAt) / 1000)) : null;
}

/** Refreshes that may fail before anybody is told. */
const MISSED = 3;

/**
 * Since when the page has had no new data, if that is too long.
 *
 * @param now - of this machine's clock, in epoch milliseconds
 * @param minutes - how long is too long as the page is made
 * @param refresh - the interval that its reader has chosen, as it stands in the address (`15m`): longer ones give more time, none
 *   (empty) means that no new data is expected
 */
export function staleSince(now: number, minutes: number, refresh: unknown): number | undefined {
  if (refresh === '') {
    return undefined;
  }
  const limitMs = Math.max(minutes * 60_000, MISSED * intervalMs(refresh));
  return now - lastAnswerAt > limitMs ? lastAnswerAt : undefined;
}

/** 0 for what is no interval, such as `auto`. */
function intervalMs(refresh: unknown): number {
  try {
    return typeof refresh === 'string' ? rangeUtil.intervalToMs(refresh) : 0;
  } catch {
    return 0;
  }
}

/** Begins anew, as when the page is loaded. */
export function resetFreshness(): void {
  lastAnswerAt = Date.now();
  wasAnswered = false;
}

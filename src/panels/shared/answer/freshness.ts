import { LoadingState, type PanelData, rangeUtil } from '@grafana/data';

/*
 * When the page got its last good answer. Kept beside the panels: a playlist takes them down and puts them up at each change of
 * page, and a screen that has been cut off for hours must not look new with each of them.
 */
let lastAnswerAt = Date.now();
let wasAnswered = false;
/** Refreshes without any good answer since the last one. */
let failedRefreshes = 0;
let lastFailureAt = 0;

/** Failures of the panels of one page come together; those of two refreshes are further apart than this. */
const SAME_REFRESH_MS = 30_000;

/** Notes the answer that a panel shows. One with an error is none, nor is one without a frame: Grafana ends a request that failed so. */
export function noteAnswer({ state, errors, series, request }: PanelData): void {
  const answeredAt = request?.endTime ?? request?.startTime;
  if (answeredAt === undefined || (state !== LoadingState.Done && state !== LoadingState.Error)) {
    return;
  }
  if (state === LoadingState.Done && !errors?.length && series.length > 0) {
    lastAnswerAt = Math.max(lastAnswerAt, answeredAt);
    wasAnswered = true;
    failedRefreshes = 0;
  } else if (answeredAt - Math.max(lastAnswerAt, lastFailureAt) >= SAME_REFRESH_MS) {
    lastFailureAt = answeredAt;
    failedRefreshes += 1;
  }
}

/** How long ago the page got its last good answer, in whole seconds; null when it never did. */
export function secondsSinceAnswer(): number | null {
  return wasAnswered ? Math.max(0, Math.round((Date.now() - lastAnswerAt) / 1000)) : null;
}

/** Intervals without a word after which data is missed: a browser that hangs, a page whose refresh has stopped. */
const MISSED = 3;
/** Refreshes in a row that failed: what is seen to fail need not be waited for. */
const FAILED = 2;

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
  return failedRefreshes >= FAILED || now - lastAnswerAt > limitMs ? lastAnswerAt : undefined;
}

/** 0 for what is no interval, such as `auto`. */
function intervalMs(refresh: unknown): number {
  try {
    return typeof refresh === 'string' ? rangeUtil.intervalToMs(refresh) : 0;
  } catch {
    return 0;
  }
}

/** Starts over, as when the page is loaded. */
export function resetFreshness(): void {
  lastAnswerAt = Date.now();
  wasAnswered = false;
  failedRefreshes = 0;
  lastFailureAt = 0;
}

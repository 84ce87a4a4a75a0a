import type { PanelData } from '@grafana/data';

/** What each frame of the backend carries about its source. */
interface SourceMeta {
  /** ISO instant of the last successful reading. */
  readAt?: unknown;
  /** Whole seconds from then to the answer, on the backend's clock. */
  ageSeconds?: unknown;
}

/** Below it the two clocks are taken for the same: the age is cut to seconds, and the answer has been under way. */
const TOLERANCE_MS = 5000;

/**
 * How far the backend's clock is ahead of this machine's, in milliseconds: a screen whose computer has no battery for its
 * clock would say "il y a 3 h" of a ticket that has just come. 0 where the data does not tell.
 */
export function dataClockOffset({ series, request }: Pick<PanelData, 'series' | 'request'>): number {
  const answeredAt = request?.endTime ?? request?.startTime;
  for (const frame of series) {
    const { readAt, ageSeconds } = (frame.meta?.custom ?? {}) as SourceMeta;
    if (typeof readAt === 'string' && typeof ageSeconds === 'number' && answeredAt !== undefined) {
      const offset = Date.parse(readAt) + ageSeconds * 1000 - answeredAt;
      return Math.abs(offset) > TOLERANCE_MS ? offset : 0;
    }
  }
  return 0;
}

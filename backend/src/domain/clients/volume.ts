import type { Rules, VolumeThresholds } from '../rules/rules.ts';

/** `none`: has no colour, for "Autres". */
export type VolumeLevel = 'ok' | 'warn' | 'high' | 'none';

/** How full a client's bar is, and its colour. */
export interface Volume {
  /** 0 to 1: full at `high`. */
  ratio: number;
  level: VolumeLevel;
  /** Where its colours begin; null for "Autres". */
  thresholds: VolumeThresholds | null;
}

/**
 * Volume of a client's open tickets in a queue: orange from `warn` on, red from `high` on.
 *
 * @param client name of a big client in the rules; null for "Autres"
 */
export function volumeOf(
  rules: Pick<Rules, 'volume' | 'queues' | 'clients'>,
  queueId: string,
  client: string | null,
  open: number
): Volume {
  const thresholds = thresholdsOf(rules, queueId, client);
  const { warn, high } = thresholds;
  return {
    ratio: Math.min(1, open / high),
    level: client === null ? 'none' : open >= high ? 'high' : open >= warn ? 'warn' : 'ok',
    thresholds: client === null ? null : thresholds,
  };
}

/** The client's own thresholds, else the queue's, else the general ones. */
function thresholdsOf(
  rules: Pick<Rules, 'volume' | 'queues' | 'clients'>,
  queueId: string,
  client: string | null
): VolumeThresholds {
  return (
    rules.clients.find(({ name }) => name === client)?.volume ??
    rules.queues.find(({ id }) => id === queueId)?.volume ??
    rules.volume
  );
}

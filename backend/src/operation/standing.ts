/** A reading of a connection that is under way. */
export interface ReadingStanding {
  connection: string;
  phase: SyncPhase;
  /** How long it has been under way, in seconds. */
  seconds: number;
}

/**
 * What is read: `refresh`: what changed since the last time; `reconcile`: everything the board needs, compared with the store;
 * `full_reading`: everything else.
 */
export type SyncPhase = 'refresh' | 'reconcile' | 'full_reading';

/** What the synchronisation of this process does now. */
export interface SyncStanding {
  leads: boolean;
  /** Of its lease; null while it does not lead. */
  epoch: number | null;
  readings: ReadingStanding[];
}

/** How much of a connection's budget of requests is used. */
export interface UpstreamStanding {
  connection: string;
  kind: string;
  inFlight: number;
  /** Requests that count now, and how many may in any sliding minute. */
  inMinute: number;
  perMinute: number;
  /** Requests that wait: for the sliding minute, or for the end of a pause. */
  waiting: number;
  longestWaitSeconds: number;
  /** What is left of a pause that the upstream asked for; 0 when there is none. */
  pausedSeconds: number;
}

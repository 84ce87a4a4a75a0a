import type { Channel } from '../channels/channel.ts';
import type { Evidence } from '../evidence.ts';
import type { Ledger } from '../ledger.ts';
import type { AskAll, Target, World } from '../world.ts';
import type { Effort } from './attacks.ts';

/** One tenant being tried. */
export interface Probe {
  world: World;
  target: Target;
  effort: Effort;
  /** It sees tickets of its own as well, which are tried apart: that it gets some is no leak. */
  hasTickets?: boolean;
  channel: Channel;
  askAll: AskAll;
  evidence: Evidence;
  /** Rows may arrive while answers are compared: a difference counts when it is found so many times running. */
  tries: number;
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  ledger: Ledger;
  /** Ends the probe before its next request. */
  signal: AbortSignal;
}

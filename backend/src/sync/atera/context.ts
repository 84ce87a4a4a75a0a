import type { Clock } from '../../domain/clock/clock.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import type { SourceStatesWriter } from '../../store/sources/source-states-writer.ts';
import type { AteraClient } from '../../upstreams/atera/client.ts';
import type { RecentChanges } from '../connections/recent-changes.ts';

/** What the jobs of one Atera connection work with. */
export interface AteraContext {
  client: AteraClient;
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  states: SourceStatesWriter;
  recentChanges: RecentChanges;
}

/** Pages of one list asked for at the same time: 5,000 tickets at 250 ms a page in under two seconds. */
export const CONCURRENT_PAGES = 30;

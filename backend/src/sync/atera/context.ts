import type { Clock } from '../../clock.ts';
import type { Rules } from '../../config/rules.ts';
import type { AteraClient } from '../../integrations/atera/client.ts';
import type { SourceStatesWriter } from '../../store/source-states-writer.ts';
import type { StoreDatabase } from '../../store/schema.ts';

/** What the jobs of one Atera connection work with. */
export interface AteraContext {
  client: AteraClient;
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  states: SourceStatesWriter;
}

/** Pages of one list asked for at the same time: 5,000 tickets at 250 ms a page in under two seconds. */
export const CONCURRENT_PAGES = 30;

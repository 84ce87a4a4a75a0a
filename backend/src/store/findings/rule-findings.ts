import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { lookalike } from '../../domain/clients/client-lookalikes.ts';
import { type ClientFacts, clientMatcher } from '../../domain/clients/clients.ts';
import { FINDING_TEXTS } from '../../domain/rules/finding-texts.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import { displayText, fold } from '../../domain/text/text.ts';
import { matchesQueueRule } from '../../domain/tickets/queues.ts';
import type { StoreDatabase } from '../schema.ts';
import { FACT_COLUMNS, factsOf } from '../upstream-rows/ticket-facts.ts';
import { activeTickets, visibleCustomers, visibleSourceStates, visibleTickets } from '../visible.ts';
import { rulesForAccounts } from './accounts.ts';
import type { Finding } from './finding.ts';

type AssignmentRules = Pick<Rules, 'queues' | 'clients'>;

/** Where the rules for queues and clients seem to miss something. Hints, since the data alone cannot tell. */
export async function readRuleFindings(
  db: StoreDatabase,
  written: AssignmentRules,
  access: Access
): Promise<Finding[]> {
  const rules = await rulesForAccounts(db, written);
  const [unmatched, customers, isRead] = await Promise.all([
    unmatchedTickets(db, rules, access),
    seenCustomers(db, access),
    isEverythingRead(db, access),
  ]);
  return [
    ...unmatched,
    ...lookalikes(rules, customers),
    // Before everything is read once, a client may just not have come yet.
    ...(isRead ? await unseenClients(db, rules, access, customers) : []),
  ];
}

/** Active tickets that stand in the default queue only because no rule matched; none while there are no rules. */
async function unmatchedTickets(db: StoreDatabase, rules: AssignmentRules, access: Access): Promise<Finding[]> {
  const fallback = rules.queues.find((queue) => queue.default);
  if (fallback === undefined || rules.queues.every(({ match }) => match.length === 0)) {
    return [];
  }
  const inQueue = activeTickets(db, access)
    .where('tickets.source', '=', 'atera')
    .where('tickets.queue', '=', fallback.id);
  const count =
    fallback.match.length === 0
      ? (await inQueue.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()).count
      : (await inQueue.select(FACT_COLUMNS).execute()).filter((row) => !matchesQueueRule(rules, factsOf(row))).length;
  return count === 0 ? [] : [hint('unmatched_queue', fallback.title, count)];
}

/** A customer as some connection names it, and how many active tickets it has. */
type SeenCustomer = ClientFacts & { count: number };

async function seenCustomers(db: StoreDatabase, access: Access): Promise<SeenCustomer[]> {
  const [ofTickets, ofLists] = await Promise.all([
    activeTickets(db, access)
      .groupBy(['tickets.connection', 'tickets.source', 'tickets.customer_id', 'tickets.customer_name'])
      .select([
        'tickets.connection',
        'tickets.source',
        'tickets.customer_id as customerId',
        'tickets.customer_name as customerName',
        sql<number>`count(*)`.as('count'),
      ])
      .execute(),
    visibleCustomers(db, access)
      .select([
        'customers.connection',
        sql<'atera'>`'atera'`.as('source'),
        'customers.external_id as customerId',
        'customers.name as customerName',
        sql<number>`0`.as('count'),
      ])
      .execute(),
  ]);
  return [...ofTickets, ...ofLists];
}

/** Upstream names that match no client but look like one, most tickets first. */
function lookalikes(rules: AssignmentRules, customers: readonly SeenCustomer[]): Finding[] {
  const matches = clientMatcher(rules);
  const others = customers.filter((customer) => matches(customer) === undefined);
  return [...Map.groupBy(others, ({ customerName }) => fold(customerName ?? ''))]
    .flatMap(([name, spellings]) => {
      const client = lookalike(rules.clients, name);
      const shown = displayText(spellings[0]?.customerName ?? null) ?? '';
      const count = spellings.reduce((sum, spelling) => sum + spelling.count, 0);
      return client === undefined ? [] : [hint('client_lookalike', shown, count, client.name)];
    })
    .toSorted((a, b) => b.count - a.count || ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
}

/** Clients of the rules that no connection knows, in one finding: a misspelt name, or ids of another account. */
async function unseenClients(
  db: StoreDatabase,
  rules: AssignmentRules,
  access: Access,
  customers: readonly SeenCustomer[]
): Promise<Finding[]> {
  const matches = clientMatcher(rules);
  const seen = new Set(customers.map((customer) => matches(customer)?.name));
  const candidates = rules.clients.map(({ name }) => name).filter((name) => !seen.has(name));
  if (candidates.length === 0) {
    return [];
  }
  const past = await visibleTickets(db, access)
    .select('tickets.client')
    .distinct()
    .where(sql<boolean>`tickets.client = any(${candidates})`)
    .execute();
  const unseen = candidates.filter((name) => !past.some(({ client }) => client === name));
  return unseen.length === 0 ? [] : [hint('client_unseen', unseen.join(', '), unseen.length)];
}

async function isEverythingRead(db: StoreDatabase, access: Access): Promise<boolean> {
  const states = await visibleSourceStates(db, access)
    .select('source_states.full_read_at')
    .where('source_states.resource', '=', 'tickets')
    .execute();
  return states.length > 0 && states.every((state) => state.full_read_at !== null);
}

function hint(code: Finding['code'], value: string, count: number, client = ''): Finding {
  return { code, severity: 'info', value, count, text: FINDING_TEXTS[code](value, count, client) };
}

import { type ClientFacts, clientMatcher } from '../clients/clients.ts';
import type { MatchKey, MatchLine, QueueRule, Rules } from '../rules/rules.ts';
import { compileMatcher, type Matcher } from './matchers.ts';
import type { UpstreamTicket } from './ticket.ts';

/** What queue rules and client rules look at in a ticket; texts are raw. */
export type TicketFacts = ClientFacts &
  Pick<
    UpstreamTicket,
    | 'title'
    | 'status'
    | 'priority'
    | 'impact'
    | 'type'
    | 'technicianId'
    | 'technicianName'
    | 'technicianEmail'
    | 'contractId'
  >;

/** Where a ticket stands on the clients page. */
export interface Assignment {
  /** Id of the queue; null when the rules have no queue for its source. */
  queue: string | null;
  /** Name of the big client in the rules, or null. */
  client: string | null;
}

type QueueRules = Pick<Rules, 'queues' | 'clients'>;
type Line = (facts: TicketFacts, client: string | null) => boolean;
interface CompiledQueue {
  queue: QueueRule;
  lines: Line[];
}

/** Compiling the rules once per rules object keeps the assignment of thousands of tickets cheap. */
const compiledRules = new WeakMap<QueueRules, CompiledQueue[]>();

function compiledQueues(rules: QueueRules): CompiledQueue[] {
  let compiled = compiledRules.get(rules);
  if (!compiled) {
    compiled = rules.queues.map((queue) => ({ queue, lines: queue.match.map(compileLine) }));
    compiledRules.set(rules, compiled);
  }
  return compiled;
}

function compileLine(line: MatchLine): Line {
  const conditions = (Object.entries(line) as [MatchKey, string[]][]).map(([key, values]) => ({
    read: READERS[key],
    matchers: values.map(compileMatcher),
  }));
  return (facts, client) => conditions.every(({ read, matchers }) => holds(read(facts, client), matchers));
}

function holds(raw: (string | null)[], matchers: readonly Matcher[]): boolean {
  return matchers.some((matches) => raw.some(matches));
}

/** The texts that a key looks at; any of them is enough. */
const READERS: Record<MatchKey, (facts: TicketFacts, client: string | null) => (string | null)[]> = {
  technicianEmail: (facts) => [facts.technicianEmail],
  technicianName: (facts) => [facts.technicianName],
  technician: (facts) => [facts.technicianName],
  technicianId: (facts) => [text(facts.technicianId)],
  ticketType: (facts) => [facts.type],
  title: (facts) => [facts.title],
  // A big client under whatever spelling, or the name as the upstream has it.
  client: (facts, client) => (client === null ? [facts.customerName] : [client, facts.customerName]),
  customerId: (facts) => [text(facts.customerId)],
  contractId: (facts) => [text(facts.contractId)],
  priority: (facts) => [facts.priority],
  impact: (facts) => [facts.impact],
  status: (facts) => [facts.status],
  connection: (facts) => [facts.connection],
};

const text = (id: number | null): string | null => (id === null ? null : String(id));

/**
 * The queue and the big client of a ticket under these rules. The queue is the first Atera queue that matches, else the default one;
 * for a lead, the Odoo queue.
 */
export function assignTicket(rules: QueueRules, facts: TicketFacts): Assignment {
  const client = clientMatcher(rules)(facts)?.name ?? null;
  return { queue: (matchingQueue(rules, facts, client) ?? defaultQueue(rules, facts))?.id ?? null, client };
}

/** False for a ticket that stands in the default queue only because no rule matched it. */
export function matchesQueueRule(rules: QueueRules, facts: TicketFacts): boolean {
  return matchingQueue(rules, facts, clientMatcher(rules)(facts)?.name ?? null) !== undefined;
}

function matchingQueue(rules: QueueRules, facts: TicketFacts, client: string | null): QueueRule | undefined {
  return compiledQueues(rules).find(
    ({ queue, lines }) => queue.source === facts.source && lines.some((line) => line(facts, client))
  )?.queue;
}

function defaultQueue({ queues }: QueueRules, { source }: TicketFacts): QueueRule | undefined {
  return queues.find((queue) => queue.source === source && (source === 'odoo' || queue.default));
}

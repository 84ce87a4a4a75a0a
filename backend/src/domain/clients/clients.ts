import type { ClientRule, Rules } from '../rules/rules.ts';
import { displayText, fold } from '../text/text.ts';
import type { SourceKind } from '../tickets/ticket.ts';

/** What tells whose ticket it is. For Odoo, the customer is the commercial partner. */
export interface ClientFacts {
  connection: string;
  source: SourceKind;
  customerId: number | null;
  /** As the upstream writes it. */
  customerName: string | null;
}

export type ClientMatcher = (facts: ClientFacts) => ClientRule | undefined;

type ClientRules = Pick<Rules, 'clients'>;

const matchers = new WeakMap<ClientRules, ClientMatcher>();

/**
 * Finds the big client of a ticket: by `connection/id`, else by id, else by name or alias (folded equality, never a part
 * of a name). The look-ups are made once per rules object.
 */
export function clientMatcher(rules: ClientRules): ClientMatcher {
  let matcher = matchers.get(rules);
  if (!matcher) {
    matcher = createMatcher(rules.clients);
    matchers.set(rules, matcher);
  }
  return matcher;
}

function createMatcher(clients: readonly ClientRule[]): ClientMatcher {
  const byId = new Map<string, ClientRule>();
  const byName = new Map<string, ClientRule>();
  for (const client of clients) {
    for (const { source, connection, id } of idsOf(client)) {
      byId.set(idKey(source, connection, id), client);
    }
    for (const name of [client.name, ...client.aliases]) {
      byName.set(fold(name), client);
    }
  }
  return ({ source, connection, customerId, customerName }) =>
    (customerId === null
      ? undefined
      : (byId.get(idKey(source, connection, customerId)) ?? byId.get(idKey(source, null, customerId)))) ??
    byName.get(fold(customerName ?? ''));
}

function idsOf({ ateraCustomerIds, odooPartnerIds }: ClientRule) {
  return [
    ...ateraCustomerIds.map((id) => ({ source: 'atera' as const, ...id })),
    ...odooPartnerIds.map((id) => ({ source: 'odoo' as const, ...id })),
  ];
}

const idKey = (source: SourceKind, connection: string | null, id: number): string =>
  JSON.stringify([source, connection, id]);

/** The name lists show: the client's of the rules, else the upstream's; null when there is neither. */
export function clientLabel(client: string | null, customerName: string | null): string | null {
  return client ?? displayText(customerName);
}

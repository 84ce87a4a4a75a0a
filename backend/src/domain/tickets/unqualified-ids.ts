import type { ClientRule, Rules } from '../rules/rules.ts';
import type { LocalizedText } from './labels.ts';
import type { SourceKind } from './ticket.ts';

type ClientRules = Pick<Rules, 'clients'>;

/** An id of the rules that says of no account, while several of its kind are connected: anybody's customer could have it. */
export interface UnqualifiedId {
  client: string;
  kind: SourceKind;
  id: number;
  /** Names of the connections it could belong to. */
  accounts: readonly string[];
}

/** The lists of a client's ids, by the kind of upstream that they are of. */
export const ID_LISTS = { atera: 'ateraCustomerIds', odoo: 'odooPartnerIds' } as const;
const KINDS = Object.keys(ID_LISTS) as SourceKind[];

/** Whether any id of these kinds stands without its connection. */
export function hasUnqualifiedIds({ clients }: ClientRules, kinds: readonly SourceKind[] = KINDS): boolean {
  return clients.some((client) => kinds.some((kind) => unqualified(client, kind).length > 0));
}

/** What has to be qualified when these accounts are connected. */
export function findUnqualifiedIds(
  { clients }: ClientRules,
  connected: readonly { name: string; kind: SourceKind }[]
): UnqualifiedId[] {
  return KINDS.flatMap((kind) => {
    const accounts = [...new Set(connected.filter((one) => one.kind === kind).map(({ name }) => name))].sort();
    return accounts.length < 2
      ? []
      : clients.flatMap((client) =>
          unqualified(client, kind).map((id) => ({ client: client.name, kind, id, accounts }))
        );
  });
}

const reduced = new WeakMap<ClientRules, Map<string, ClientRules>>();

/**
 * The rules without ids that could be of several accounts: customers of different accounts may have the same id, and one
 * company's tickets must never count as another's. Names and qualified ids go on to count.
 * @param kinds those with more than one account
 * @returns the very same object for the same arguments, since look-ups are compiled once for each
 */
export function withoutUnqualifiedIds<R extends ClientRules>(rules: R, kinds: readonly SourceKind[]): R {
  if (!hasUnqualifiedIds(rules, kinds)) {
    return rules;
  }
  const known = reduced.get(rules) ?? new Map<string, ClientRules>();
  reduced.set(rules, known);
  const key = kinds.toSorted().join();
  const found = known.get(key) ?? { ...rules, clients: rules.clients.map((client) => reduce(client, kinds)) };
  known.set(key, found);
  return found as R;
}

function reduce(client: ClientRule, kinds: readonly SourceKind[]): ClientRule {
  const reducedClient = { ...client };
  for (const kind of kinds) {
    const list = ID_LISTS[kind];
    reducedClient[list] = client[list].filter(({ connection }) => connection !== null);
  }
  return reducedClient;
}

function unqualified(client: ClientRule, kind: SourceKind): number[] {
  return client[ID_LISTS[kind]].filter(({ connection }) => connection === null).map(({ id }) => id);
}

/**
 * What is wrong with such an id, and what to write instead.
 * @param line of the rules file; undefined where it is not known
 */
export function unqualifiedIdText(
  { client, kind, id, accounts }: UnqualifiedId,
  line: number | undefined
): LocalizedText {
  const list = ID_LISTS[kind];
  const choices = accounts.map((name) => `"${name}/${id}"`);
  return {
    fr: `${line === undefined ? '' : `ligne ${line}, `}${list} de « ${client} » : ${id} peut être un client de plusieurs comptes et n’est plus pris en compte. Écrivez ${choices.join(' ou ')}.`,
    en: `${line === undefined ? '' : `line ${line}, `}${list} of "${client}": ${id} could be a customer of several accounts and does not count. Write ${choices.join(' or ')}.`,
  };
}

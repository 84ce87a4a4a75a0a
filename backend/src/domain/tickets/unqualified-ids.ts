import type { ClientRule, MatchLine, QueueRule, Rules } from '../rules/rules.ts';
import type { LocalizedText } from './labels.ts';
import type { SourceKind } from './ticket.ts';

type IdRules = Pick<Rules, 'clients' | 'queues'>;

/** The lists of a client's ids, by the kind of upstream that they are of. */
export const ID_LISTS = { atera: 'ateraCustomerIds', odoo: 'odooPartnerIds' } as const;
const KINDS = Object.keys(ID_LISTS) as SourceKind[];

/** What a line of a queue's `match` may name by its id. */
const ID_KEYS = ['technicianId', 'customerId', 'contractId'] as const;

/** Where an id stands in the rules. */
export type IdPlace =
  | { client: string; list: (typeof ID_LISTS)[SourceKind]; id: number }
  /** @property line - position in the queue's `match`, from 0 */
  | { queue: string; line: number; key: (typeof ID_KEYS)[number]; id: string };

/** An id of the rules that says of no account, while several of its kind are connected: it could be of any of them. */
export interface UnqualifiedId {
  place: IdPlace;
  /** Names of the connections it could belong to. */
  accounts: readonly string[];
}

/** Whether any id of these kinds stands without its connection. */
export function hasUnqualifiedIds(rules: IdRules, kinds: readonly SourceKind[] = KINDS): boolean {
  return kinds.some((kind) => placesOf(rules, kind).length > 0);
}

/** What has to be qualified when these accounts are connected. */
export function findUnqualifiedIds(
  rules: IdRules,
  connected: readonly { name: string; kind: SourceKind }[]
): UnqualifiedId[] {
  return KINDS.flatMap((kind) => {
    const accounts = [...new Set(connected.filter((one) => one.kind === kind).map(({ name }) => name))].sort();
    return accounts.length < 2 ? [] : placesOf(rules, kind).map((place) => ({ place, accounts }));
  });
}

const reduced = new WeakMap<IdRules, Map<string, IdRules>>();

/**
 * The rules without ids that could be of several accounts: customers of different accounts may have the same id, and one
 * company's tickets must never count as another's. Names, qualified ids, and lines of queues with a `connection` go on to
 * count.
 * @param kinds those with more than one account
 * @returns the very same object for the same arguments, since look-ups are compiled once for each
 */
export function withoutUnqualifiedIds<R extends IdRules>(rules: R, kinds: readonly SourceKind[]): R {
  if (!hasUnqualifiedIds(rules, kinds)) {
    return rules;
  }
  const known = reduced.get(rules) ?? new Map<string, IdRules>();
  reduced.set(rules, known);
  const key = kinds.toSorted().join();
  const found = known.get(key) ?? {
    ...rules,
    clients: rules.clients.map((client) => reduceClient(client, kinds)),
    queues: rules.queues.map((queue) => reduceQueue(queue, kinds)),
  };
  known.set(key, found);
  return found as R;
}

function reduceClient(client: ClientRule, kinds: readonly SourceKind[]): ClientRule {
  const reducedClient = { ...client };
  for (const kind of kinds) {
    const list = ID_LISTS[kind];
    reducedClient[list] = client[list].filter(({ connection }) => connection !== null);
  }
  return reducedClient;
}

function reduceQueue(queue: QueueRule, kinds: readonly SourceKind[]): QueueRule {
  return kinds.includes(queue.source)
    ? { ...queue, match: queue.match.filter((line) => unqualifiedKeys(line).length === 0) }
    : queue;
}

function placesOf({ clients, queues }: IdRules, kind: SourceKind): IdPlace[] {
  const list = ID_LISTS[kind];
  return [
    ...clients.flatMap((client) =>
      client[list]
        .filter(({ connection }) => connection === null)
        .map(({ id }): IdPlace => ({ client: client.name, list, id }))
    ),
    ...queues
      .filter(({ source }) => source === kind)
      .flatMap(({ id: queue, match }) =>
        match.flatMap((conditions, line) =>
          unqualifiedKeys(conditions).map((key): IdPlace => ({
            queue,
            line,
            key,
            id: (conditions[key] ?? []).join(', '),
          }))
        )
      ),
  ];
}

/** The ids that a line looks at without saying in which account. */
function unqualifiedKeys(line: MatchLine): (typeof ID_KEYS)[number][] {
  return line.connection === undefined ? ID_KEYS.filter((key) => line[key] !== undefined) : [];
}

/**
 * What is wrong with such an id, and what to write instead.
 * @param line of the rules file; undefined where it is not known
 */
export function unqualifiedIdText({ place, accounts }: UnqualifiedId, line: number | undefined): LocalizedText {
  const at: LocalizedText = line === undefined ? { fr: '', en: '' } : { fr: `ligne ${line}, `, en: `line ${line}, ` };
  if ('client' in place) {
    const { client, list, id } = place;
    const choices = accounts.map((name) => `"${name}/${id}"`);
    return {
      fr: `${at.fr}${list} de « ${client} » : ${id} peut être un client de plusieurs comptes et n’est plus pris en compte. Écrivez ${choices.join(' ou ')}.`,
      en: `${at.en}${list} of "${client}": ${id} could be a customer of several accounts and does not count. Write ${choices.join(' or ')}.`,
    };
  }
  const { queue, key, id } = place;
  const choices = accounts.map((name) => `"connection: ${name}"`);
  return {
    fr: `${at.fr}${key} du pôle « ${queue} » : ${id} peut désigner quelqu’un ou quelque chose dans plusieurs comptes ; la ligne ne sélectionne plus rien. Ajoutez-y ${choices.join(' ou ')}.`,
    en: `${at.en}${key} of the queue "${queue}": ${id} exists in several accounts, so the line matches nothing. Add ${choices.join(' or ')} to it.`,
  };
}

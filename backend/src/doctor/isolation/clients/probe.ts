import type { Frame } from '../../../datasets/engine/frames.ts';
import type { QueryRequest, QueryResult } from '../../../datasets/engine/run.ts';
import type { Channel } from '../channels/channel.ts';
import { inShort, type Ledger } from '../ledger.ts';
import { refusedRequests } from '../probes/attacks.ts';
import type { AskAll } from '../world.ts';
import { type ClientAttack, clientAttacks, type ClientTarget } from './attacks.ts';
import { type ClientWorld, type KnownTicket, texts } from './world.ts';

export interface ClientProbeOptions {
  world: ClientWorld;
  channel: Channel;
  askAll: AskAll;
  /** Epoch milliseconds. */
  range: { from: number; to: number };
  ledger: Ledger;
  signal: AbortSignal;
}

/** Columns that are the company's own, whatever the dataset. */
const COMPANYS_OWN = ['technician', 'queue', 'queue_title', 'status', 'url', 'impact', 'connection', 'device'];
/** Figures that a ticket more or less changes: they must be those of the token's own clients. */
const COMPARED = [
  'tickets.list',
  'tickets.ageing',
  'tickets.flow',
  'tickets.history',
  'tickets.sla_period',
  'tickets.resolution',
];
/** A shorter text turns up by chance. */
const SHORTEST_TITLE = 8;
const BATCH = 20;
const TRIES = 3;

/**
 * Tries to see, with a token of some clients, tickets of others and what is the company's own; what is found stands in the ledger. A token
 * that is shown the company's own besides (`shows`) is not for this. Nothing is changed.
 *
 * @param routes - whether to try the routes too, for a token that reads nothing but tickets
 * @throws the signal's reason; an error when Vigie cannot be reached
 */
export async function probeClients(
  own: readonly string[],
  { routes = true, ...options }: ClientProbeOptions & { routes?: boolean }
): Promise<void> {
  const { world, signal } = options;
  const target: ClientTarget = {
    own,
    foreign: world.clients.filter((name) => !own.includes(name)),
    foreignTickets: world.tickets.filter(({ client }) => client === null || !own.includes(client)),
  };
  const attacks = clientAttacks(world.datasets, target);
  for (let start = 0; start < attacks.length; start += BATCH) {
    signal.throwIfAborted();
    await tryTogether(options, target, attacks.slice(start, start + BATCH));
  }
  await compareFigures(options, own);
  if (routes) {
    await tryRoutes(options, target);
  }
}

async function tryTogether(
  { channel, range, world, ledger }: ClientProbeOptions,
  target: ClientTarget,
  attacks: readonly ClientAttack[]
): Promise<void> {
  const queries = attacks.map((attack, index): QueryRequest => ({ refId: `Q${index}`, ...attack, ...range }));
  ledger.queries += queries.length;
  const { results } = await channel.ask(queries);
  for (const [index, attack] of attacks.entries()) {
    const found = foreignIn(results[`Q${index}`], JSON.stringify(attack), world.tickets, target);
    if (found !== undefined) {
      ledger.leaks.push({ tenant: target.own.join(', '), asked: inShort(attack), found });
    }
  }
}

/** What an answer has of others or of the company; an error may repeat what was asked, and nothing else. */
function foreignIn(
  result: QueryResult | undefined,
  asked: string,
  tickets: readonly KnownTicket[],
  { own, foreign, foreignTickets }: ClientTarget
): string | undefined {
  const frame = result?.frames?.[0];
  const text = JSON.stringify(result ?? {});
  const name = foreign.find((each) => text.includes(JSON.stringify(each).slice(1, -1)) && !asked.includes(each));
  if (name !== undefined) {
    return `names the client ${inShort(name)}`;
  }
  if (frame === undefined) {
    return undefined;
  }
  const accounts = new Set(tickets.map(({ source }) => source));
  const account = [...frame.schema.meta.custom.sources, ...texts(frame, 'source')].find((source) =>
    accounts.has(source)
  );
  if (account !== undefined) {
    return `names the source ${inShort(account)}`;
  }
  const column = COMPANYS_OWN.find((name) => texts(frame, name).some((value) => value !== null));
  if (column !== undefined) {
    return `has the column ${column}`;
  }
  const stranger = texts(frame, 'client').find((client) => client !== null && !own.includes(client));
  if (stranger !== undefined) {
    return `has a row of ${inShort(stranger)}`;
  }
  return foreignTicketIn(frame, tickets, own, foreignTickets);
}

function foreignTicketIn(
  frame: Frame,
  tickets: readonly KnownTicket[],
  own: readonly string[],
  foreignTickets: readonly KnownTicket[]
): string | undefined {
  const mine = tickets.filter(({ client }) => client !== null && own.includes(client));
  const [ownIds, ownTitles] = [new Set(mine.map(({ id }) => id)), new Set(mine.map(({ title }) => title))];
  const id = texts(frame, 'id').find(
    (each) => !ownIds.has(each) && foreignTickets.some((ticket) => ticket.id === each)
  );
  if (id !== undefined) {
    return `has the ticket ${inShort(id)} of another`;
  }
  const titles = new Set(foreignTickets.map(({ title }) => title));
  const title = texts(frame, 'title').find(
    (each) => each.length >= SHORTEST_TITLE && titles.has(each) && !ownTitles.has(each)
  );
  return title === undefined ? undefined : `has the ticket ${inShort(title)} of another`;
}

/**
 * The token's figures are those that somebody who sees everything gets of its clients. Tickets may arrive while both are asked: a
 * difference counts when it is found several times running.
 */
async function compareFigures(options: ClientProbeOptions, own: readonly string[]): Promise<void> {
  const { world, ledger } = options;
  let suspects = world.datasets.map(({ name }) => name).filter((name) => COMPARED.includes(name));
  let found = new Map<string, string>();
  for (let tries = 0; tries < TRIES && suspects.length > 0; tries += 1) {
    found = await differences(options, own, suspects);
    suspects = [...found.keys()];
  }
  ledger.leaks.push(...[...found].map(([asked, difference]) => ({ tenant: own.join(', '), asked, found: difference })));
}

async function differences(
  { channel, askAll, range, ledger }: ClientProbeOptions,
  own: readonly string[],
  names: readonly string[]
): Promise<Map<string, string>> {
  const queries = names.map((name): QueryRequest => ({ refId: name, dataset: name, ...range }));
  ledger.queries += queries.length;
  const { results } = await channel.ask(queries);
  const reference = await askAll(queries.map((query) => ({ ...query, params: { client: [...own] } })));
  return new Map(
    names.flatMap((name): [string, string][] => {
      const [got, wanted] = [results[name]?.frames?.[0], reference[name]?.frames?.[0]];
      if (got === undefined) {
        return [[name, `is an error, it does not see its own: ${inShort(results[name]?.error)}`]];
      }
      return wanted !== undefined && sameColumns(got, wanted) ? [] : [[name, 'is not its own figures']];
    })
  );
}

/** Ages apart: the two were not asked at the same instant. */
function sameColumns(got: Frame, wanted: Frame): boolean {
  return got.schema.fields
    .filter(({ config }) => config.unit !== 's')
    .every(({ name }) => JSON.stringify(texts(got, name)) === JSON.stringify(texts(wanted, name)));
}

async function tryRoutes({ channel, ledger, signal }: ClientProbeOptions, target: ClientTarget): Promise<void> {
  for (const request of [
    ...refusedRequests({ own: '', foreign: target.foreign, foreignSites: [] }),
    { method: 'GET', path: 'sites' },
  ]) {
    signal.throwIfAborted();
    ledger.requests += 1;
    const { status } = await channel.send(request);
    if (status < 400) {
      const asked = inShort(`${request.method} ${request.path}`);
      ledger.leaks.push({ tenant: target.own.join(', '), asked, found: `is answered with status ${status}` });
    }
  }
}

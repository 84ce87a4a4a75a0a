import type { DatasetDescription } from '../../../datasets/engine/catalogue.ts';
import { failureText } from '../../../datasets/engine/failure-text.ts';
import type { Frame } from '../../../datasets/engine/frames.ts';
import type { QueryRequest } from '../../../datasets/engine/run.ts';
import { VigieError } from '../../../domain/errors.ts';
import { OTHERS } from '../../../domain/tickets/labels.ts';
import type { AskAll } from '../world.ts';

/** A ticket as somebody who sees everything knows it. */
export interface KnownTicket {
  id: string;
  title: string;
  /** Of the rules, or as the upstream writes it. */
  client: string | null;
  technician: string | null;
  /** Name of its connection. */
  source: string;
}

/** What there is to be kept apart between client companies. */
export interface ClientWorld {
  /** Names of the rules that have tickets. */
  clients: string[];
  tickets: KnownTicket[];
  datasets: DatasetDescription[];
}

/** More tickets would only repeat the same. */
const MOST_TICKETS = 10_000;

const CLIENTS: QueryRequest = { refId: 'rules', dataset: 'tickets.by_client' };
const TICKETS: QueryRequest = {
  refId: 'tickets',
  dataset: 'tickets.list',
  params: { class: ['open', 'pending', 'done'], limit: MOST_TICKETS },
};

/** @throws {VigieError} when the tickets cannot be read */
export async function readClientWorld(ask: AskAll, datasets: DatasetDescription[]): Promise<ClientWorld> {
  const { rules, tickets: result } = await ask([CLIENTS, TICKETS]);
  const [known, listed] = [rules?.frames[0], result?.frames[0]];
  if (known === undefined || listed === undefined) {
    const text = (await failureText(ask, known === undefined ? CLIENTS : TICKETS)) ?? {
      fr: 'Les tickets n’ont rien répondu.',
      en: 'The tickets gave no answer.',
    };
    throw new VigieError('source_unavailable', text);
  }
  const names = texts(known, 'client').filter((name) => name !== OTHERS.fr);
  const [ids, titles, clients, technicians, sources] = ['id', 'title', 'client', 'technician', 'source'].map((column) =>
    texts(listed, column)
  ) as [string[], string[], (string | null)[], (string | null)[], string[]];
  const tickets = ids.map((id, row) => ({
    id,
    title: titles[row] ?? '',
    client: clients[row] ?? null,
    technician: technicians[row] ?? null,
    source: sources[row] ?? '',
  }));
  return { clients: names.filter((name) => tickets.some(({ client }) => client === name)), tickets, datasets };
}

/** The texts of a column. */
export function texts({ schema, data }: Frame, column: string): string[] {
  return (data.values[schema.fields.findIndex(({ name }) => name === column)] ?? []) as string[];
}

import type { DatasetDescription } from '../../../datasets/engine/catalogue.ts';
import type { QueryRequest } from '../../../datasets/engine/run.ts';
import { lookalikes } from '../probes/attacks.ts';
import type { KnownTicket } from './world.ts';

/** Whose tickets one token is for, and whose it would like to see. */
export interface ClientTarget {
  own: readonly string[];
  /** Names of other clients of the rules. */
  foreign: readonly string[];
  /** Tickets of others. */
  foreignTickets: readonly KnownTicket[];
}

export type ClientAttack = Pick<QueryRequest, 'dataset' | 'params' | 'timezone'>;

const MOST_FOREIGN = 4;

/** Every way to ask the datasets for tickets of others, or for what is the company's own. */
export function clientAttacks(datasets: readonly DatasetDescription[], target: ClientTarget): ClientAttack[] {
  return datasets.flatMap(({ name: dataset, parameters }) => [
    { dataset, params: {} },
    ...parameters.flatMap((parameter) =>
      valuesFor(parameter, target).map((value) => ({ dataset, params: { [parameter.name]: value } }))
    ),
    // A choice with another client: each choice may be another statement.
    ...parameters.flatMap(({ name, choices = [] }) =>
      choices.map(({ value }) => ({ dataset, params: { [name]: value, client: target.foreign.slice(0, 1) } }))
    ),
    ...['clients', 'access', 'customer', 'customer_name', 'id', 'Client', 'constructor', 'shows'].map((name) => ({
      dataset,
      params: { [name]: [...target.foreign] },
    })),
    { dataset, params: {}, timezone: "Europe/Paris' OR '1'='1" },
  ]);
}

function valuesFor(parameter: DatasetDescription['parameters'][number], target: ClientTarget): unknown[] {
  if (parameter.choices !== undefined) {
    return [...parameter.choices.map(({ value }) => value), '*'];
  }
  switch (parameter.type) {
    case 'string':
      return [...namesFor(target), ...textsOf(target)];
    case 'boolean':
      return [true, false];
    case 'date':
    case 'date-time':
      return ['1970-01-01T00:00:00Z', '9998-12-31T00:00:00Z', "2024-01-01' OR 1=1"];
    case 'integer':
    case 'number':
      return [parameter.maximum ?? 10_000, parameter.minimum ?? 0, '1 OR 1=1'];
  }
}

/** Names of clients, and what a careless comparison takes for one. */
function namesFor({ own, foreign }: ClientTarget): unknown[] {
  const [mine = '', first = ''] = [own[0], foreign[0]];
  return [
    ...foreign.slice(0, MOST_FOREIGN).flatMap((name) => [name, [name, mine], ...lookalikes(name).slice(0, 6)]),
    ...['Autres', 'Others', '%', '*', '.*', '/.*/', '$__all', '', [], [''], `{${mine},${first}}`, `${mine}|${first}`],
    ...[`${mine}' OR '1'='1`, `${mine}') or true --`, `${mine}\0${first}`, { $ne: mine }],
  ];
}

/** What the tickets of others and the company's own people are called. */
function textsOf({ foreignTickets }: ClientTarget): unknown[] {
  const [ticket] = foreignTickets;
  return ticket === undefined ? [] : [ticket.id, ticket.title, ticket.technician ?? 'Non assigné', ticket.source];
}

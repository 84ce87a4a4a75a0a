import type { CountersSource } from '../../counters/connection/source.ts';
import { type Counters, onBehalf } from '../../counters/counters.ts';
import type { Access } from '../../domain/access/access.ts';
import { VigieError } from '../../domain/errors.ts';
import {
  type Column,
  type Dataset,
  type DatasetContext,
  type DatasetServices,
  defineDataset,
  type Row,
} from '../engine/dataset.ts';
import type { Parameter, ParameterValues } from '../engine/parameters/parameters.ts';
import type { NotedRows } from '../engine/rows.ts';

/** One query's surroundings, with the counters. */
export type CountersContext = Omit<DatasetContext, 'counters'> & { counters: Counters };

type CountersDefinition<P extends Record<string, Parameter>, C extends Record<string, Column>> = Omit<
  Dataset<P, C>,
  'scopes' | 'origin' | 'read'
> & {
  read(context: CountersContext, values: ParameterValues<P>): Promise<Row<C>[] | NotedRows<Row<C>>>;
};

/** A dataset that reads the counters database. */
export function defineCountersDataset<const P extends Record<string, Parameter>, C extends Record<string, Column>>(
  definition: CountersDefinition<P, C>
): Dataset<P, C> {
  return defineDataset({
    ...definition,
    scopes: ['counters:read'],
    origin: 'counters',
    read: (context, values) =>
      definition.read({ ...context, counters: countersFor(context, context, definition.name) }, values),
  });
}

/**
 * The counters as a caller reads and changes them: its statements take turns with those of others, and end with the signal.
 * @param subject what the caller asked for: a dataset's name, or a route
 * @throws {VigieError} `counters_off` when no counters database is named.
 */
export function countersFor(
  services: Pick<DatasetServices, 'counters' | 'load'>,
  { access, signal }: { access: Access; signal: AbortSignal },
  subject: string
): Counters {
  const { load } = services;
  return onBehalf(countersOf(services).counters, {
    signal,
    turn: (statement) => (load === undefined ? statement() : load.statement(access, subject, statement, signal)),
  });
}

/** @throws {VigieError} `counters_off` when no counters database is named. */
export function countersOf({ counters }: Pick<DatasetServices, 'counters'>): CountersSource {
  if (counters === undefined) {
    throw new VigieError('counters_off', {
      fr: 'Les compteurs sont désactivés : donnez à COUNTERS_URL l’adresse de leur base, puis redémarrez Vigie.',
      en: 'The counters are off: set COUNTERS_URL to the address of their database and start Vigie again.',
    });
  }
  return counters;
}

/* Parameters and columns that several datasets of the counters share. */

const ENTERPRISE = { fr: 'Entreprise', en: 'Enterprise' } as const;

/** Narrows to enterprises by their exact names. */
export const ENTERPRISE_PARAMETER = {
  type: 'string',
  multiple: true,
  title: ENTERPRISE,
  description: {
    fr: 'Noms exacts d’entreprises ; vide : toutes celles que l’on peut voir.',
    en: 'Exact names of enterprises; empty: all that may be seen.',
  },
  suggest: { dataset: 'counters.enterprises', column: 'enterprise' },
  limitedBy: 'enterprises',
} as const;

/** One row a counter, or one an enterprise. */
export const BY_PARAMETER = {
  type: 'string',
  title: { fr: 'Par', en: 'By' },
  default: 'site',
  choices: [
    { value: 'site', title: { fr: 'Compteur', en: 'Counter' } },
    { value: 'enterprise', title: ENTERPRISE },
  ],
} as const;

export const DAY_PARAMETER = {
  type: 'date',
  title: { fr: 'Jour', en: 'Day' },
  description: {
    fr: 'Vide : la veille, dans le fuseau horaire de chaque compteur.',
    en: 'Empty: yesterday, in the time zone of each counter.',
  },
} as const;

/** What the counters are reported for. */
export const ALERT_KIND_PARAMETER = {
  type: 'string',
  title: { fr: 'Genre', en: 'Kind' },
  default: 'zero',
  choices: [
    { value: 'zero', title: { fr: 'Zéro entrée', en: 'Zero entries' } },
    { value: 'no_data', title: { fr: 'Aucune donnée', en: 'No data' } },
    { value: 'drop', title: { fr: 'Forte baisse', en: 'Sharp drop' } },
    { value: 'silent_today', title: { fr: 'Silence aujourd’hui', en: 'Silent today' } },
  ],
} as const;

const column = <const T extends Column['type']>(type: T, fr: string, en: string) =>
  ({ type, title: { fr, en } }) as const;

export const COLUMNS = {
  enterprise: { type: 'string', title: ENTERPRISE },
  code: column('string', 'Code', 'Code'),
  city: column('string', 'Ville', 'City'),
  /** A calendar day, `YYYY-MM-DD`: it has no time zone to be shown in. */
  day: column('string', 'Jour', 'Day'),
  label: column('string', 'Compteur', 'Counter'),
  entries: { type: 'number', unit: 'short', title: { fr: 'Entrées', en: 'Entries' } },
  /** Monday is 1, Sunday is 7. */
  weekday: column('number', 'Jour de semaine', 'Weekday'),
  /** 0 … 23, on the clock of the shop. */
  hour: column('number', 'Heure', 'Hour'),
  mean: { type: 'number', unit: 'short', title: { fr: 'Moyenne par jour', en: 'Mean per day' } },
} as const satisfies Record<string, Column>;

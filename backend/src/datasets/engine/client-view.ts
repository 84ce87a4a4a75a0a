import { type Access, isForClients, type ShownField } from '../../domain/access/access.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { Dataset } from './dataset.ts';
import type { Parameter } from './parameters/parameters.ts';
import type { AnyRow } from './rows.ts';

/*
 * What a token that is limited to clients gets. Whose rows it sees, the store decides (`store/visible.ts`); here stands what it sees of
 * them, which each dataset has to say: nothing is open that a dataset does not name.
 */

/** What a token may be shown besides, by the names that columns and parameters have in every dataset. */
const SHOWN: Record<ShownField, { columns: readonly string[]; parameters: readonly string[] }> = {
  technician: { columns: ['technician'], parameters: ['technician'] },
  queue: { columns: ['queue', 'queue_title'], parameters: ['queue'] },
  status: { columns: ['status'], parameters: [] },
};

/**
 * Whether a dataset opens for a caller at all. One of the counters, or of sources too, does to callers that may read counters: there a token
 * of clients gets no more than one without the scope `tickets:read`.
 */
export function isOpenTo({ scopes, forClients }: Dataset, access: Access): boolean {
  const opens = scopes.filter((scope) => access.scopes.includes(scope));
  return isForClients(access)
    ? opens.some((scope) => scope !== 'tickets:read') || (opens.length > 0 && forClients !== undefined)
    : opens.length > 0;
}

/** @throws {VigieError} `scope_missing` */
export function checkIsOpen(dataset: Dataset, access: Access): void {
  if (isForClients(access) && !isOpenTo(dataset, access)) {
    throw new VigieError('scope_missing', {
      fr: `le jeu de données ${dataset.name} montre plus que les tickets de certains clients, auxquels le jeton « ${access.tokenName} » est limité`,
      en: `dataset ${dataset.name} shows more than the tickets of single clients, which the token "${access.tokenName}" is limited to`,
    });
  }
}

/** The views of each dataset by what they show besides: a view is made once, as the schema of its parameters is. */
const views = new WeakMap<Dataset, Map<string, Dataset>>();

/** The dataset as a caller knows it: without the parameters, choices and columns that are not for that caller, nor their values. */
export function viewOf(dataset: Dataset, access: Access): Dataset {
  if (!isForClients(access) || !isOfTickets(dataset)) {
    return dataset;
  }
  const known = views.get(dataset) ?? new Map<string, Dataset>();
  const key = access.shows.toSorted().join();
  const view = known.get(key) ?? viewForClients(dataset, access);
  views.set(dataset, known.set(key, view));
  return view;
}

function viewForClients(dataset: Dataset, access: Access): Dataset {
  const open = [...(dataset.forClients?.columns ?? []), ...shownIn('columns', access)];
  const columns = Object.fromEntries(Object.entries(dataset.columns).filter(([name]) => open.includes(name)));
  const defaults = Object.fromEntries(
    Object.entries(dataset.parameters).map(([name, parameter]) => [name, parameter.default])
  );
  return {
    ...dataset,
    parameters: parametersFor(dataset, access),
    columns,
    async read(context, values) {
      const result = await dataset.read(context, { ...defaults, ...values } as typeof values);
      const strip = (rows: AnyRow[]) => rows.map((row) => onlyNamed(row, columns));
      return Array.isArray(result) ? strip(result) : { ...result, rows: strip(result.rows) };
    },
  };
}

function parametersFor({ parameters, forClients }: Dataset, access: Access): Dataset['parameters'] {
  const named = forClients?.parameters ?? {};
  const shown = shownIn('parameters', access);
  const entries = Object.entries(parameters).flatMap(([name, parameter]): [string, Parameter][] => {
    const allowed = named[name] ?? shown.includes(name);
    if (allowed === false) {
      return [];
    }
    const { choices } = parameter;
    return allowed === true || choices === undefined
      ? [[name, parameter]]
      : [[name, { ...parameter, choices: choices.filter(({ value }) => allowed.includes(value)) }]];
  });
  return Object.fromEntries(entries);
}

function onlyNamed(row: AnyRow, columns: object): AnyRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => Object.hasOwn(columns, name)));
}

/** The rules as far as a caller may know them: the clients there are, by name, are known to nobody else. */
export function rulesFor(rules: Rules, { clients }: Access): Rules {
  return clients === 'all' ? rules : { ...rules, clients: rules.clients.filter(({ name }) => clients.includes(name)) };
}

const isOfTickets = ({ scopes }: Dataset): boolean => scopes.every((scope) => scope !== 'counters:read');

function shownIn(what: 'columns' | 'parameters', { shows }: Access): string[] {
  return shows.flatMap((field) => SHOWN[field][what]);
}

import { type Access, isForClients, type ShownField } from '../../domain/access/access.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { CheckedValues } from './check-parameters.ts';
import type { AnyRow, Dataset, NotedRows } from './dataset.ts';

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
 * Whether a dataset opens for a caller at all. One of the counters, or of sources too, does to whoever may read counters: there a token
 * of clients is told no more than one without the scope `tickets:read`.
 */
export function isOpenTo({ scopes, forClients }: Dataset, access: Access): boolean {
  const opens = scopes.filter((scope) => access.scopes.includes(scope));
  return isForClients(access)
    ? opens.some((scope) => scope !== 'tickets:read') || (opens.length > 0 && forClients !== undefined)
    : opens.length > 0;
}

/** @throws {VigieError} `scope_missing` for a dataset, `parameter_invalid` for a parameter that is not for clients */
export function checkClientView(dataset: Dataset, access: Access, given: CheckedValues, params: unknown): void {
  if (!isForClients(access)) {
    return;
  }
  if (!isOpenTo(dataset, access)) {
    throw new VigieError(
      'scope_missing',
      `dataset ${dataset.name} shows more than the tickets of single clients, which the token "${access.tokenName}" is limited to`
    );
  }
  if (!isOfTickets(dataset)) {
    return;
  }
  const { parameters = {} } = dataset.forClients ?? {};
  for (const name of Object.keys(params ?? {})) {
    const allowed = parameters[name] ?? shownIn('parameters', access).includes(name);
    const values = [given[name] ?? []].flat();
    if (allowed === false || (allowed !== true && values.some((value) => !allowed.includes(String(value))))) {
      const takes = typeof allowed === 'object' ? `takes ${allowed.join(', ')}` : 'is not for them';
      throw new VigieError(
        'parameter_invalid',
        `parameter \`${name}\` of dataset ${dataset.name}, for a token that is limited to clients, ${takes}`
      );
    }
  }
}

/** The dataset without the columns that are not for the caller, and its rows without their values. */
export function viewOf(dataset: Dataset, access: Access): Dataset {
  if (!isForClients(access) || !isOfTickets(dataset)) {
    return dataset;
  }
  const open = [...(dataset.forClients?.columns ?? []), ...shownIn('columns', access)];
  const columns = Object.fromEntries(Object.entries(dataset.columns).filter(([name]) => open.includes(name)));
  return {
    ...dataset,
    columns,
    async read(context, values) {
      const result = await dataset.read(context, values);
      const strip = (rows: AnyRow[]) => rows.map((row) => onlyNamed(row, columns));
      return Array.isArray(result) ? strip(result) : { ...result, rows: strip(result.rows) };
    },
  };
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

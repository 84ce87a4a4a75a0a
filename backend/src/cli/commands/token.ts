import { type Scope, SCOPES, SHOWN_FIELDS, type ShownField } from '../../domain/access/access.ts';
import { printable } from '../../domain/text/printable.ts';
import type { NewToken } from '../../identity/tokens.ts';
import { withBackend } from '../backend/connect.ts';
import { UsageError } from '../terminal/exit.ts';
import { type Io, printJson, printLines } from '../terminal/io.ts';
import { printTable } from '../terminal/print-table.ts';

export interface CreateTokenOptions {
  name: string;
  scopes: string;
  enterprise?: string[];
  connection?: string[];
  client?: string[];
  show?: string[];
  expires?: number;
  json?: boolean;
}

/** Makes a token and shows it: this is the only time it can be seen. */
export async function createToken(io: Io, options: CreateTokenOptions): Promise<void> {
  const token: NewToken = {
    name: options.name,
    scopes: parseScopes(options.scopes),
    enterprises: options.enterprise,
    connections: options.connection,
    clients: options.client,
    shows: parseShown(options.show),
    expiresInDays: options.expires,
  };
  const created = await withBackend(io, (backend) => backend.createToken(token));
  if (options.json) {
    printJson(io, created);
    return;
  }
  printLines(io, [created.token]);
  const { enterprises = ['all'], connections = ['all'], clients, shows = [] } = token;
  const ofClients =
    clients === undefined ? '' : `; clients: ${[...clients, ...shows.map((field) => `(${field})`)].join(', ')}`;
  io.stderr.write(
    `Token ${created.id} ("${token.name}"): ${token.scopes.join(', ')}; enterprises: ${enterprises.join(', ')}; ` +
      `connections: ${connections.join(', ')}${ofClients}. Keep it now, it is shown only once.\n`
  );
}

/** Shows all tokens, without their secrets. */
export async function listTokens(io: Io, { json = false }: { json?: boolean }): Promise<void> {
  const tokens = await withBackend(io, (backend) => backend.listTokens());
  if (json) {
    printJson(io, { tokens });
    return;
  }
  const titles = ['id', 'name', 'state', 'scopes', 'enterprises', 'connections', 'clients', 'expires', 'last used'];
  const rows = tokens.map((token) => [
    token.id,
    printable(token.name),
    token.state,
    token.scopes.join(','),
    names(token.enterprises),
    names(token.connections),
    names(token.clients),
    token.expiresAt ?? 'never',
    token.lastUsedAt ?? 'never',
  ]);
  printTable(io, titles, rows);
}

/** Ends a token at once. */
export async function revokeToken(io: Io, id: string): Promise<void> {
  await withBackend(io, (backend) => backend.revokeToken(id));
  printLines(io, [`The token ${id} is revoked.`]);
}

function parseScopes(text: string): Scope[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !SCOPES.some((scope) => scope === word));
  if (unknown.length > 0) {
    throw new UsageError(
      `Unknown scope ${unknown.map((word) => `"${word}"`).join(', ')}. There are ${SCOPES.join(', ')}.`
    );
  }
  return [...new Set(words as Scope[])];
}

function parseShown(fields: readonly string[] | undefined): ShownField[] | undefined {
  const unknown = fields?.find((field) => !SHOWN_FIELDS.some((shown) => shown === field));
  if (unknown !== undefined) {
    throw new UsageError(`Unknown field "${unknown}" of --show. There are ${SHOWN_FIELDS.join(', ')}.`);
  }
  return fields && [...new Set(fields as ShownField[])];
}

/** An empty list opens nothing: it must not look like a cell without a limit. */
function names(allowed: 'all' | readonly string[]): string {
  return allowed.length === 0 ? 'none' : [allowed].flat().map(printable).join(',');
}

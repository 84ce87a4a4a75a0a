import { type Scope, SCOPES, SHOWN_FIELDS, type ShownField } from '../../../domain/access/access.ts';
import { printable } from '../../../domain/text/printable.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import type { NewToken } from '../../../identity/tokens.ts';
import { withBackend } from '../../backend/connect.ts';
import { UsageError } from '../../terminal/exit.ts';
import { type Io, printJson, printLines, say } from '../../terminal/io.ts';
import { printTable } from '../../terminal/print-table.ts';
import { CELLS, TITLES } from '../../titles.ts';

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
  io.stderr.write(`${createdText(created.id, token)[io.language]}\n`);
}

function createdText(
  id: string,
  { name, scopes, enterprises, connections, clients, shows = [] }: NewToken
): LocalizedText {
  const rights = scopes.join(', ');
  const list = (names: readonly string[] | undefined, all: string): string => names?.join(', ') ?? all;
  const seen = clients && [...clients, ...shows.map((field) => `(${field})`)].join(', ');
  const ofClients = seen === undefined ? { fr: '', en: '' } : { fr: ` ; clients : ${seen}`, en: `; clients: ${seen}` };
  return {
    fr:
      `Jeton ${id} (« ${name} ») : ${rights} ; entreprises : ${list(enterprises, 'toutes')} ; ` +
      `connexions : ${list(connections, 'toutes')}${ofClients.fr}. Gardez-le maintenant, il n’est montré que cette fois.`,
    en:
      `Token ${id} ("${name}"): ${rights}; enterprises: ${list(enterprises, 'all')}; ` +
      `connections: ${list(connections, 'all')}${ofClients.en}. Keep it now, it is shown only once.`,
  };
}

/** Shows all tokens, without their secrets. */
export async function listTokens(io: Io, { json = false }: { json?: boolean }): Promise<void> {
  const tokens = await withBackend(io, (backend) => backend.listTokens());
  if (json) {
    printJson(io, { tokens });
    return;
  }
  const titles = [
    ...[TITLES.id, TITLES.name, TITLES.state, TITLES.scopes, TITLES.enterprises, TITLES.connections],
    ...[TITLES.clients, TITLES.expires, TITLES.lastUsed],
  ];
  const rows = tokens.map((token) => [
    token.id,
    printable(token.name),
    token.state,
    token.scopes.join(','),
    names(io, token.enterprises),
    names(io, token.connections),
    names(io, token.clients),
    token.expiresAt ?? CELLS.never[io.language],
    token.lastUsedAt ?? CELLS.never[io.language],
  ]);
  printTable(io, titles, rows);
}

/** Ends a token at once. */
export async function revokeToken(io: Io, id: string): Promise<void> {
  await withBackend(io, (backend) => backend.revokeToken(id));
  say(io, { fr: `Le jeton ${id} est révoqué.`, en: `The token ${id} is revoked.` });
}

function parseScopes(text: string): Scope[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !SCOPES.some((scope) => scope === word));
  if (unknown.length > 0) {
    throw new UsageError({
      fr: `Droit inconnu : ${unknown.map((word) => `« ${word} »`).join(', ')}. Il y a ${SCOPES.join(', ')}.`,
      en: `Unknown scope ${unknown.map((word) => `"${word}"`).join(', ')}. There are ${SCOPES.join(', ')}.`,
    });
  }
  return [...new Set(words as Scope[])];
}

function parseShown(fields: readonly string[] | undefined): ShownField[] | undefined {
  const unknown = fields?.find((field) => !SHOWN_FIELDS.some((shown) => shown === field));
  if (unknown !== undefined) {
    throw new UsageError({
      fr: `Champ inconnu pour --show : « ${unknown} ». Il y a ${SHOWN_FIELDS.join(', ')}.`,
      en: `Unknown field "${unknown}" of --show. There are ${SHOWN_FIELDS.join(', ')}.`,
    });
  }
  return fields && [...new Set(fields as ShownField[])];
}

/** An empty list opens nothing: it must not look like a cell without a limit. */
function names({ language }: Io, allowed: 'all' | readonly string[]): string {
  const all = allowed === 'all' ? [CELLS.all[language]] : allowed;
  return all.length === 0 ? CELLS.none[language] : all.map(printable).join(',');
}

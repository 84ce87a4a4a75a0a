import type { TokenAnswer } from '../../identity/token-answer.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import type { WantedOrg } from '../wanted/wanted.ts';

type Rights = WantedOrg['rights'];

/** Longest part of an organisation's name in that of its token. */
const NAME_LENGTH = 60;

/** Name of an organisation's token; its end tells which binding it was made for, even when nothing else was written down. */
export function tokenName({ id }: Pick<GrafanaOrg, 'id'>, orgName: string): string {
  return `Grafana: ${orgName.slice(0, NAME_LENGTH)} ${mark(id)}`;
}

/** The valid tokens that were made for an organisation. */
export function ownTokens(tokens: readonly TokenAnswer[], { id }: Pick<GrafanaOrg, 'id'>): TokenAnswer[] {
  return tokens.filter(({ name, state }) => state === 'active' && name.endsWith(mark(id)));
}

/** Whether a token may do exactly that. */
export function hasRights(
  token: TokenAnswer,
  { scopes, enterprises, connections, clients, shows = [] }: Rights
): boolean {
  return (
    sameNames(token.scopes, scopes) &&
    sameNames(token.enterprises, enterprises) &&
    sameNames(token.connections, connections ?? 'all') &&
    sameNames(token.clients, clients ?? 'all') &&
    sameNames(token.shows, shows)
  );
}

/** Rights in words: `counters:read of "BASH"`. */
export function describeRights({ scopes, enterprises, connections, clients, shows = [] }: Rights): string {
  const limits = [...enterprises, ...(connections ?? [])].map((name) => `"${name}"`);
  const ofClients = clients === undefined ? '' : `; tickets of ${clients.map((name) => `"${name}"`).join(', ')}`;
  const besides = shows.length === 0 ? '' : ` with ${shows.join(', ')}`;
  return `${scopes.join(', ')}${limits.length === 0 ? '' : ` of ${limits.join(', ')}`}${ofClients}${besides}`;
}

function mark(id: string): string {
  return `[${id.slice(-12)}]`;
}

function sameNames(actual: 'all' | readonly string[], wanted: 'all' | readonly string[]): boolean {
  return actual === 'all' || wanted === 'all'
    ? actual === wanted
    : actual.length === wanted.length && wanted.every((name) => actual.includes(name));
}

import type { LocalizedText } from '../../domain/tickets/labels.ts';
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
export function describeRights({ scopes, enterprises, connections = [], clients, shows = [] }: Rights): LocalizedText {
  const limits = [...enterprises, ...connections];
  const quoted = (names: readonly string[], quote: (name: string) => string): string => names.map(quote).join(', ');
  const french = (names: readonly string[]): string => quoted(names, (name) => `« ${name} »`);
  const english = (names: readonly string[]): string => quoted(names, (name) => `"${name}"`);
  const may = scopes.join(', ');
  const shown = shows.join(', ');
  return {
    fr:
      `${may}${limits.length === 0 ? '' : ` sur ${french(limits)}`}` +
      `${clients === undefined ? '' : ` ; tickets de ${french(clients)}`}${shown === '' ? '' : ` avec ${shown}`}`,
    en:
      `${may}${limits.length === 0 ? '' : ` of ${english(limits)}`}` +
      `${clients === undefined ? '' : `; tickets of ${english(clients)}`}${shown === '' ? '' : ` with ${shown}`}`,
  };
}

function mark(id: string): string {
  return `[${id.slice(-12)}]`;
}

function sameNames(actual: 'all' | readonly string[], wanted: 'all' | readonly string[]): boolean {
  return actual === 'all' || wanted === 'all'
    ? actual === wanted
    : actual.length === wanted.length && wanted.every((name) => actual.includes(name));
}

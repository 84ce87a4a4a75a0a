import { EnvHttpProxyAgent, fetch, type Response } from 'undici';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type GrafanaClient, GrafanaUnreachableError, notGrafana, TIMEOUT_MS } from './client.ts';

/** What Grafana says of a link for an account that it does not have. */
export type LinkCheck =
  /** It trusts Vigie's key. */
  | 'accepted'
  /** It checks such links, and has another key, or none. */
  | 'other_key'
  /** It does not look at them. */
  | 'off';

/**
 * Asks Grafana whether it takes links, with a token for an account that does not exist: it names the account as unknown only
 * once it trusts the key.
 * Source: Grafana 12.2, `pkg/services/authn/clients/jwt.go` (`jwt.invalid`), `authnimpl/sync/user_sync.go`.
 */
export async function checkLinks(client: Pick<GrafanaClient, 'url'>, token: string): Promise<LinkCheck> {
  const messageId = await refusalOf(client, token);
  if (messageId.startsWith('user.sync.')) {
    return 'accepted';
  }
  return messageId.startsWith('jwt.') ? 'other_key' : 'off';
}

/** What to do about a Grafana that does not take links; undefined when it does. */
export function linkProblem(check: LinkCheck): LocalizedText | undefined {
  switch (check) {
    case 'accepted':
      return undefined;
    case 'other_key':
      return {
        fr: 'Grafana ne connaît pas la clé qui signe les liens : il lit le fichier de VIGIE_SCREEN_KEYS (son jwk_set_file) à son démarrage. Vérifiez qu’il s’agit bien du même fichier, puis redémarrez Grafana.',
        en: 'Grafana does not know the key that signs links: it reads the file of VIGIE_SCREEN_KEYS (its jwk_set_file) when it starts. Check that both mean the same file, then restart Grafana.',
      };
    case 'off':
      return {
        fr: 'Grafana n’accepte pas les liens : réglez [auth.jwt] comme provisioning/grafana.ini, avec GF_AUTH_JWT_ENABLED=true et GF_AUTH_JWT_JWK_SET_FILE, et redémarrez-le (docs/screens-kiosk.md).',
        en: 'Grafana does not take links: set [auth.jwt] as provisioning/grafana.ini does, with GF_AUTH_JWT_ENABLED=true and GF_AUTH_JWT_JWK_SET_FILE, and restart it (docs/screens-kiosk.md).',
      };
  }
}

async function refusalOf({ url }: Pick<GrafanaClient, 'url'>, token: string): Promise<string> {
  const answer = await ask(url, token);
  try {
    const { messageId } = (await answer.json()) as { messageId?: unknown };
    return typeof messageId === 'string' ? messageId : '';
  } catch {
    throw notGrafana(url);
  }
}

async function ask(url: string, token: string): Promise<Response> {
  try {
    return await fetch(`${url}/api/user`, {
      dispatcher: new EnvHttpProxyAgent(),
      headers: { 'x-jwt-assertion': token, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw new GrafanaUnreachableError(url, error);
  }
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import Provider from 'oidc-provider';

/** In seconds. */
const MINUTE = 60;

/** Somebody whom the provider knows. */
export interface Person {
  login: string;
  name: string;
  groups: readonly string[];
}

export interface OpenIdProvider {
  /** What an OAuth client needs to know; names as in Grafana's settings. */
  client: { clientId: string; clientSecret: string; authUrl: string; tokenUrl: string; apiUrl: string; scopes: string };
  close(): Promise<void>;
}

/**
 * An identity provider on loopback that takes any password, as Keycloak and others are to Grafana: OpenID Connect with the groups of
 * a person in the claim `groups`.
 * @param redirectUri - where the client takes people back
 */
export async function startOpenIdProvider(redirectUri: string, people: readonly Person[]): Promise<OpenIdProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { client_id: 'grafana', client_secret: randomBytes(24).toString('hex') };
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...key, alg: 'RS256', use: 'sig' }] },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    claims: { openid: ['sub'], email: ['email'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    ttl: { AccessToken: MINUTE, IdToken: MINUTE, Interaction: 10 * MINUTE, Session: 10 * MINUTE, Grant: 10 * MINUTE },
    pkce: { required: () => true },
    findAccount: (_, id) => {
      const person = people.find(({ login }) => login === id);
      return (
        person && {
          accountId: id,
          claims: async () => ({
            sub: id,
            name: person.name,
            preferred_username: id,
            email: `${id}@example.org`,
            groups: [...person.groups],
          }),
        }
      );
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    client: {
      clientId: client.client_id,
      clientSecret: client.client_secret,
      authUrl: `${issuer}/auth`,
      tokenUrl: `${issuer}/token`,
      apiUrl: `${issuer}/me`,
      scopes: 'openid email profile groups',
    },
    async close() {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}

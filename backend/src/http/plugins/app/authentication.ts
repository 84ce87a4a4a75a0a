import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';

import { type Access, isForClients, type Scope } from '../../../domain/access/access.ts';
import { VigieError } from '../../../domain/errors.ts';
import { type Actor, actorOf } from '../../../identity/actor.ts';
import { grafanaCaller } from '../../../identity/grafana-caller.ts';
import { DEFAULT_RATE_LIMITS } from '../../rate-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the caller's token allows; `null` on a public route. */
    access: Access | null;
  }
  interface FastifyContextConfig {
    /** The caller's token must carry one of these. */
    scopes?: readonly Scope[];
    /** What the token must not be limited in: what is asked for here is about all of them. */
    allOf?: readonly ('enterprises' | 'connections')[];
    /** A token that is limited to clients may call it for their tickets; else its scope `tickets:read` opens nothing there. */
    forClients?: true;
    /** Answers without a token. Whatever does can be read by every tenant through Grafana's proxy. */
    public?: true;
  }
}

/**
 * Authentication of every request, the unknown paths included. A route says who may call it with
 * `config: { scopes: [...] }` or `config: { public: true }`; one that says nothing makes the start fail.
 */
export default fp(async (app) => {
  const { tokens, localToken, rateLimits = DEFAULT_RATE_LIMITS } = app.vigie;
  const countFailure = app.createRateLimit({
    max: rateLimits.failuresPerAddress,
    timeWindow: '1 minute',
    keyGenerator: (request) => request.ip,
  });

  /** Counts after the look-up: all tenants share the address of their Grafana, a wrong token must not shut them out. */
  async function refuse(request: FastifyRequest, reply: FastifyReply, error: VigieError): Promise<never> {
    const { refusal } = error;
    const limit = await countFailure(request);
    if (!limit.isAllowed && limit.isExceeded) {
      reply.header('retry-after', String(limit.ttlInSeconds));
      throw new VigieError(
        'rate_limited',
        {
          fr: `Trop de requêtes sans jeton valable depuis cette adresse. Réessayez dans ${limit.ttlInSeconds} secondes.`,
          en: `Too many requests without a valid token from this address. Try again in ${limit.ttlInSeconds} seconds.`,
        },
        { refusal }
      );
    }
    throw error;
  }

  app.decorateRequest('access', null);
  app.addHook('onRoute', requireDeclaration);
  app.addHook('onRequest', async (request, reply) => {
    const { scopes, allOf = [], forClients = false, public: open } = request.routeOptions.config;
    if (open === true && !request.is404) {
      return;
    }
    reply.header('cache-control', 'no-store');
    const bearer = bearerOf(request);
    if (bearer === undefined) {
      reply.header('www-authenticate', 'Bearer');
      await refuse(
        request,
        reply,
        new VigieError('token_missing', {
          fr: 'Envoyez un jeton sous la forme « Authorization: Bearer vig_… ». « vigie token create » en fait un.',
          en: 'Send a token as "Authorization: Bearer vig_…". "vigie token create" makes one.',
        })
      );
      return;
    }
    const local = localToken.authenticate(bearer);
    const { access, ended } = local === undefined ? await tokens.authenticate(bearer) : { access: local };
    if (access === undefined) {
      reply.header('www-authenticate', 'Bearer error="invalid_token"');
      await refuse(
        request,
        reply,
        new VigieError(
          'token_unknown',
          {
            fr: 'Ce jeton est inconnu, a expiré ou a été révoqué. « vigie token list » montre les jetons, « vigie token create » en fait un.',
            en: 'This token is unknown, has expired or was revoked. "vigie token list" shows the tokens, "vigie token create" makes one.',
          },
          { refusal: ended ? { reason: `token_${ended.state}`, endedToken: ended } : { reason: 'token_unknown' } }
        )
      );
      return;
    }
    request.access = access;
    requireRights(access, { scopes, allOf, forClients });
  });
});

/** The caller's rights, on a route that declares scopes. */
export function accessOf(request: FastifyRequest): Access {
  if (request.access === null) {
    throw new Error(`${request.routeOptions.url} reads the caller's rights but is public`);
  }
  return request.access;
}

/** What a token may be limited to a part of, as French names it. */
const KINDS = { enterprises: 'toutes les entreprises', connections: 'toutes les connexions' };

/** @throws {VigieError} `scope_missing` */
function requireRights(
  access: Access,
  {
    scopes,
    allOf,
    forClients,
  }: { scopes: readonly Scope[] | undefined; allOf: readonly ('enterprises' | 'connections')[]; forClients: boolean }
): void {
  const opens = scopes?.filter((scope) => access.scopes.includes(scope));
  if (opens !== undefined && opens.length > 0 && isForClients(access)) {
    const isLeft = allOf.length === 0 && (forClients || opens.some((scope) => scope !== 'tickets:read'));
    if (!isLeft) {
      throw new VigieError('scope_missing', {
        fr: `Le jeton « ${access.tokenName} » ne vaut que pour les tickets de certains clients, et ceci concerne davantage.`,
        en: `The token "${access.tokenName}" is for the tickets of some clients, and this is about more.`,
      });
    }
  }
  if (scopes !== undefined && opens?.length === 0) {
    throw new VigieError('scope_missing', {
      fr: `Il faut ici un jeton qui ait l’un des droits ${scopes.join(', ')} ; le jeton « ${access.tokenName} » a ${access.scopes.join(', ')}.`,
      en: `This needs a token with one of the scopes ${scopes.join(', ')}; the token "${access.tokenName}" has ${access.scopes.join(', ')}.`,
    });
  }
  const limited = allOf.filter((kind) => access[kind] !== 'all');
  if (limited.length > 0) {
    const kinds = limited.map((kind) => KINDS[kind]);
    throw new VigieError('scope_missing', {
      fr: `Il faut ici un jeton de ${kinds.join(' et de ')} ; le jeton « ${access.tokenName} » est limité à une partie.`,
      en: `This needs a token of all ${limited.join(' and ')}; the token "${access.tokenName}" is limited to some.`,
    });
  }
}

/** Who a request acts for, as the audit names them. */
export function actorIn(request: FastifyRequest): Actor {
  return actorOf(accessOf(request), grafanaCaller(request.headers));
}

function requireDeclaration({ method, url, config }: RouteOptions): void {
  const declared = Number(config?.public === true) + Number(config?.scopes !== undefined && config.scopes.length > 0);
  if (declared !== 1) {
    throw new Error(
      `Route ${[method].flat().join('|')} ${url} must declare who may call it: either config.scopes or config.public`
    );
  }
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
}

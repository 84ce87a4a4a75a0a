import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

import type { OdooDomain } from '../../domain/rules/rules.ts';
import type { SourceWarning } from '../../domain/sources/source-warnings.ts';
import { UpstreamError, type UpstreamErrorKind } from '../http/errors.ts';
import { createJsonHttp, type JsonAnswer } from '../http/json-http.ts';
import { type BudgetStanding, RequestBudget } from '../http/request-budget.ts';
import { type Call, createResilience, DEFAULT_RESILIENCE, type ResilienceSettings } from '../http/resilience.ts';
import type { UpstreamRequest } from '../http/upstream-request.ts';
import { tolerantObject } from '../values/tolerant-object.ts';
import { makeOdooError, OdooError } from './error.ts';
import { type FailureContext, refusalError } from './failures.ts';
import { type Ask, readBlindSpots, readUserContext, type UserContext } from './key-user.ts';
import { type CommercialPartner, mapLead, type OdooLead } from './mapper.ts';
import { LEAD_FIELDS, LeadSchema, PartnerSchema } from './schemas.ts';
import { type Arguments, connectTransport, majorOf, type OdooTransport } from './transport.ts';

export interface OdooClientOptions {
  /** The connection's name, in metrics. */
  name: string;
  /** Base address of the server. */
  url: string;
  database: string;
  /** Login of the key's user; only Odoo before 19 wants it. */
  login?: string | undefined;
  apiKey: string;
  /** Code of the language that names are asked for in, where the database has it. Default: that of the key's user. */
  language?: string | null;
  /** Requests in any sliding minute, retries included. Default 60: hosted Odoo bears about one a second. */
  requestsPerMinute?: number;
  /** Largest answer accepted, in bytes. Default 32 MB. */
  maxBodyBytes?: number;
  userAgent?: string;
  resilience?: Partial<ResilienceSettings>;
  /** Told after each request, for metrics. */
  onRequest?: (request: UpstreamRequest) => void;
}

/** Leads in the order of their ids, those after a given one. */
export interface LeadsSlice {
  items: OdooLead[];
  /** Leads that could not be understood (no usable id). */
  broken: number;
  /** Where the next slice begins; null when this was the last one. */
  nextAfterId: number | null;
  /** When the request started, in real time. */
  readAt: Date;
  /** Odoo's own clock when it answered; null when it did not say. */
  serverDate: Date | null;
}

/**
 * Reads the leads of one Odoo database, over JSON-2 (from Odoo 19 on) or JSON-RPC (before). Which one is found out at the
 * first call, and again after a failure that another version or address would explain.
 * Every method throws {@link OdooError}; none of them writes to Odoo.
 */
export interface OdooClient {
  readonly name: string;
  /** Version, protocol and whether the CRM tells won from lost. */
  server(call: Call): Promise<{ version: string; protocol: OdooTransport['protocol'] }>;
  /**
   * Asks again who the key's user is, in which language its names are asked for from now on, and what it does not see.
   * @returns what makes figures and names other than people think; what Odoo does not tell is left out
   */
  keyUser(call: Call): Promise<{ language: string | null; warnings: SourceWarning[] }>;
  /** Names are asked for in this language from the next {@link OdooClient.keyUser} on. */
  prefer(language: string | null): void;
  /** The domain of leads that are neither won, lost nor archived, in this version's terms. */
  openDomain(call: Call): Promise<OdooDomain>;
  /** Archived leads are included unless the domain excludes them. */
  leads(request: { domain: OdooDomain; afterId: number }, call: Call): Promise<LeadsSlice>;
  countLeads(domain: OdooDomain, call: Call): Promise<number>;
  /** The commercial partner of each partner that exists and may be read, archived ones included. */
  commercialPartners(ids: readonly number[], call: Call): Promise<Map<number, CommercialPartner>>;
  /** How much of the database's budget of requests is used. */
  standing(): BudgetStanding;
  /** Ends every request under way. */
  close(): Promise<void>;
}

/** Leads or partners asked for at once. */
export const SLICE_SIZE = 500;
const MAX_CONCURRENT = 4;
/** Archived records are read too, and date-times are UTC whatever the user's preferences. The language is added to it. */
const CONTEXT = { active_test: false, tz: 'UTC' };
/** Failures after which the server is asked again who it is. */
const RECONNECT_KINDS: readonly UpstreamErrorKind[] = ['unauthorized', 'not_found', 'invalid_answer'];

const lead = tolerantObject(LeadSchema);
const partner = tolerantObject(PartnerSchema);
const list = Compile(Type.Array(Type.Unknown()));

interface Connected extends OdooTransport {
  hasWonStatus: boolean;
  /** Of the key. */
  user: UserContext;
}

export function createOdooClient(options: OdooClientOptions): OdooClient {
  const { name, onRequest } = options;
  const context: FailureContext = { database: options.database, apiKey: options.apiKey };
  const http = createJsonHttp({
    service: 'Odoo',
    url: options.url,
    headers: { 'user-agent': options.userAgent ?? 'Vigie' },
    makeError: makeOdooError,
    maxConnections: MAX_CONCURRENT,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 2 ** 20,
    explainRefusal: (refusal) => refusalError(refusal, context),
    ...(onRequest === undefined ? {} : { onRequest: (request) => onRequest({ connection: name, ...request }) }),
  });
  const budget = new RequestBudget({ perMinute: options.requestsPerMinute ?? 60, maxConcurrent: MAX_CONCURRENT });
  const settings = { ...DEFAULT_RESILIENCE, ...options.resilience };
  const resilience = createResilience('Odoo', budget, makeOdooError, settings);
  let preferred = options.language ?? null;
  let connection: Promise<Connected> | undefined;

  async function connect(call: Call): Promise<Connected> {
    const transport = await connectTransport({ ...context, http, login: options.login }, (request) =>
      resilience.execute(request, call)
    );
    const fields = await resilience.execute(
      (signal) => transport.call('crm.lead', 'fields_get', { allfields: ['won_status'], attributes: ['type'] }, signal),
      call
    );
    return {
      ...transport,
      hasWonStatus: Object.hasOwn(fields.body ?? {}, 'won_status'),
      user: await readUserContext(asking(transport, call), preferred),
    };
  }

  /** What is asked about the key's user itself. */
  function asking(transport: OdooTransport, call: Call): Ask {
    return async (model, method, args) => {
      const asked = { ...args, context: CONTEXT };
      const { body } = await resilience.execute((signal) => transport.call(model, method, asked, signal), call);
      return body;
    };
  }

  /** Uses the connection that stands, or makes one; a failed one is made again the next time. */
  async function connected<T>(call: Call, use: (odoo: Connected) => Promise<T>): Promise<T> {
    const mine = (connection ??= connect(call));
    try {
      return await use(await mine);
    } catch (error) {
      const failedToConnect = await mine.then(
        () => false,
        () => true
      );
      const looksDifferent = error instanceof UpstreamError && RECONNECT_KINDS.includes(error.kind);
      if (connection === mine && (failedToConnect || looksDifferent)) {
        connection = undefined;
      }
      throw error;
    }
  }

  /** Calls a method and understands its answer within the same try, so that a bad answer is asked for again. */
  function ask<T>(
    call: Call,
    model: string,
    method: string,
    args: (odoo: Connected) => Arguments,
    understand: (answer: JsonAnswer, readAt: Date) => T
  ): Promise<T> {
    return connected(call, (odoo) =>
      resilience.execute(async (signal) => {
        const readAt = new Date();
        const context = { ...CONTEXT, ...(odoo.user.language === null ? {} : { lang: odoo.user.language }) };
        const answer = await odoo.call(model, method, { ...args(odoo), context }, signal);
        return understand(answer, readAt);
      }, call)
    );
  }

  return {
    name,
    server: (call) => connected(call, async ({ version, protocol }) => ({ version, protocol })),
    prefer(language) {
      preferred = language;
    },
    keyUser: (call) =>
      connected(call, async (odoo) => {
        const ask = asking(odoo, call);
        odoo.user = await readUserContext(ask, preferred);
        const { uid, language, warnings } = odoo.user;
        return { language, warnings: [...warnings, ...(await readBlindSpots(ask, uid, majorOf(odoo.version)))] };
      }),
    openDomain: (call) =>
      connected(call, async ({ hasWonStatus }) => [
        hasWonStatus ? ['won_status', '=', 'pending'] : ['probability', '<', 100],
        ['active', '=', true],
      ]),
    leads: ({ domain, afterId }, call) =>
      ask(
        call,
        'crm.lead',
        'search_read',
        ({ hasWonStatus }) => ({
          domain: [...domain, ['id', '>', afterId]],
          fields: hasWonStatus ? [...LEAD_FIELDS, 'won_status'] : LEAD_FIELDS,
          limit: SLICE_SIZE,
          order: 'id asc',
        }),
        (answer, readAt) => readSlice(answer, readAt)
      ),
    countLeads: (domain, call) =>
      ask(
        call,
        'crm.lead',
        'search_count',
        () => ({ domain }),
        ({ body }) => {
          if (typeof body !== 'number') {
            throw new OdooError('invalid_answer', {
              fr: 'Odoo a envoyé autre chose qu’un nombre de pistes',
              en: 'Odoo sent something else than a number of leads',
            });
          }
          return body;
        }
      ),
    async commercialPartners(ids, call) {
      const found = new Map<number, CommercialPartner>();
      for (let start = 0; start < ids.length; start += SLICE_SIZE) {
        const some = ids.slice(start, start + SLICE_SIZE);
        const domain = [['id', 'in', some]];
        const args = { domain, fields: ['commercial_partner_id'], order: 'id asc' };
        await ask(
          call,
          'res.partner',
          'search_read',
          () => args,
          (answer) => collectPartners(answer, found)
        );
      }
      return found;
    },
    standing: () => budget.standing(),
    close: () => http.close(),
  };
}

function readSlice({ body, serverDate }: JsonAnswer, readAt: Date): LeadsSlice {
  const given = listOf(body);
  const items = given.flatMap((raw) => {
    const dto = lead.read(raw);
    return dto === undefined ? [] : [mapLead(dto)];
  });
  const lastId = items.at(-1)?.externalId;
  return {
    items,
    broken: given.length - items.length,
    // A full slice without any usable id cannot be gone on from.
    nextAfterId: given.length < SLICE_SIZE || lastId === undefined ? null : lastId,
    readAt,
    serverDate,
  };
}

function collectPartners({ body }: JsonAnswer, found: Map<number, CommercialPartner>): void {
  for (const raw of listOf(body)) {
    const dto = partner.read(raw);
    if (dto?.commercial_partner_id) {
      const [id, name] = dto.commercial_partner_id;
      found.set(dto.id, { id, name });
    }
  }
}

function listOf(body: unknown): unknown[] {
  if (!list.Check(body)) {
    throw new OdooError('invalid_answer', {
      fr: 'Odoo a envoyé autre chose qu’une liste',
      en: 'Odoo sent something else than a list',
    });
  }
  return body;
}

import { Compile } from 'typebox/compile';

import type { UpstreamAlert, UpstreamTicket } from '../../domain/tickets/ticket.ts';
import { createJsonHttp, type JsonRequest } from '../http/json-http.ts';
import type { Page } from '../http/page.ts';
import { type BudgetStanding, RequestBudget } from '../http/request-budget.ts';
import { type Call, createResilience, DEFAULT_RESILIENCE, type ResilienceSettings } from '../http/resilience.ts';
import type { UpstreamRequest } from '../http/upstream-request.ts';
import { readJwt } from '../values/jwt.ts';
import { type TolerantObject, tolerantObject } from '../values/tolerant-object.ts';
import { AteraError, makeAteraError } from './error.ts';
import { mapAlert, mapCustomer, mapTicket, type UpstreamCustomer } from './mapper.ts';
import { AccountSchema, AlertSchema, CustomerSchema, PageSchema, TicketSchema } from './schemas.ts';

export interface AteraClientOptions {
  /** The connection's name, in metrics. */
  name: string;
  /** Base address, `https://app.atera.com` or a simulator's. */
  url: string;
  /** A JWT (newer accounts) or an opaque key (older ones). */
  apiKey: string;
  /** Requests in any sliding minute, retries included. Default 300. */
  requestsPerMinute?: number;
  /** Requests in flight together. Default 32. */
  maxConcurrent?: number;
  /** Largest answer accepted, in bytes. Default 32 MB. */
  maxBodyBytes?: number;
  userAgent?: string;
  resilience?: Partial<ResilienceSettings>;
  /** Told after each request, for metrics. */
  onRequest?: (request: UpstreamRequest) => void;
}

/** Reads one Atera account over its API v3. Every method throws {@link AteraError}; none of them writes to Atera. */
export interface AteraClient {
  readonly name: string;
  /** When the key expires, if it says so (JWT `exp`). */
  readonly keyExpiresAt: Date | null;
  /** A page of all tickets, or of those with exactly this status. */
  ticketsPage(request: { page: number; status?: string }, call: Call): Promise<Page<UpstreamTicket>>;
  /** A page of what changed since an instant of Atera's clock. Deleted and merged tickets never show up here. */
  modifiedTicketsPage(request: { page: number; since: Date }, call: Call): Promise<Page<UpstreamTicket>>;
  /** One ticket, or null when Atera does not know it (deleted or merged). `readAt` is when the request started. */
  ticket(id: number, call: Call): Promise<{ ticket: UpstreamTicket | null; readAt: Date }>;
  openAlertsPage(request: { page: number }, call: Call): Promise<Page<UpstreamAlert>>;
  customersPage(request: { page: number }, call: Call): Promise<Page<UpstreamCustomer>>;
  account(call: Call): Promise<{ companyName: string | null; plan: string | null }>;
  /** How much of the account's budget of requests is used. */
  standing(): BudgetStanding;
  /** Ends every request under way. */
  close(): Promise<void>;
}

/** The most Atera gives a page, whatever one asks for. */
export const ITEMS_IN_PAGE = 50;

const envelope = Compile(PageSchema);
const tickets = tolerantObject(TicketSchema);
const alerts = tolerantObject(AlertSchema);
const customers = tolerantObject(CustomerSchema);
const accounts = tolerantObject(AccountSchema);

export function createAteraClient(options: AteraClientOptions): AteraClient {
  const jwt = readJwt(options.apiKey);
  const maxConcurrent = options.maxConcurrent ?? 32;
  const { name, onRequest } = options;
  const http = createJsonHttp({
    service: 'Atera',
    url: options.url,
    headers: {
      'user-agent': options.userAgent ?? 'Vigie',
      ...(jwt === undefined ? { 'x-api-key': options.apiKey } : { authorization: `Bearer ${options.apiKey}` }),
    },
    makeError: makeAteraError,
    maxConnections: maxConcurrent,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 2 ** 20,
    ...(onRequest === undefined ? {} : { onRequest: (request) => onRequest({ connection: name, ...request }) }),
  });
  const budget = new RequestBudget({ perMinute: options.requestsPerMinute ?? 300, maxConcurrent });
  const settings = { ...DEFAULT_RESILIENCE, ...options.resilience };
  const resilience = createResilience('Atera', budget, makeAteraError, settings);

  /** Sends one request and understands its answer within the same try, so that a bad answer is asked for again. */
  function ask<T>(
    request: Omit<JsonRequest, 'signal'>,
    call: Call,
    understand: (body: unknown, serverDate: Date | null, readAt: Date) => T
  ): Promise<T> {
    return resilience.execute(async (signal) => {
      const readAt = new Date();
      const { body, serverDate } = await http.get({ ...request, signal });
      return understand(body, serverDate, readAt);
    }, call);
  }

  function askPage<D, T>(
    request: Omit<JsonRequest, 'signal'> & { page: number },
    call: Call,
    reader: TolerantObject<D>,
    map: (dto: D) => T
  ): Promise<Page<T>> {
    const query = { ...request.query, page: request.page, itemsInPage: ITEMS_IN_PAGE };
    return ask({ operation: request.operation, path: request.path, query }, call, (body, serverDate, readAt) =>
      readPage(request.page, body, serverDate, readAt, reader, map)
    );
  }

  return {
    name,
    keyExpiresAt: jwt?.expiresAt ?? null,
    ticketsPage: ({ page, status }, call) =>
      askPage(
        { operation: 'tickets', path: '/api/v3/tickets', query: { ticketStatus: status }, page },
        call,
        tickets,
        mapTicket
      ),
    modifiedTicketsPage({ page, since }, call) {
      const query = { date: since.toISOString(), includeComments: true };
      return askPage(
        { operation: 'tickets_modified', path: '/api/v3/tickets/lastmodified', query, page },
        call,
        tickets,
        mapTicket
      );
    },
    async ticket(id, call) {
      const startedAt = new Date();
      try {
        return await ask({ operation: 'ticket', path: `/api/v3/tickets/${id}` }, call, (body, _serverDate, readAt) => {
          const dto = tickets.read(body);
          if (dto === undefined || dto.TicketID !== id) {
            throw new AteraError('invalid_answer', {
              fr: `Atera a envoyé autre chose que le ticket ${id}`,
              en: `Atera sent something else than ticket ${id}`,
            });
          }
          return { ticket: mapTicket(dto), readAt };
        });
      } catch (error) {
        if (error instanceof AteraError && error.kind === 'not_found') {
          return { ticket: null, readAt: startedAt };
        }
        throw error;
      }
    },
    openAlertsPage: ({ page }, call) =>
      askPage(
        { operation: 'alerts', path: '/api/v3/alerts', query: { alertStatus: 'Open' }, page },
        call,
        alerts,
        mapAlert
      ),
    customersPage: ({ page }, call) =>
      askPage({ operation: 'customers', path: '/api/v3/customers', page }, call, customers, mapCustomer),
    account: (call) =>
      ask({ operation: 'account', path: '/api/v3/account' }, call, (body) => {
        const dto = accounts.read(body);
        if (dto === undefined) {
          throw new AteraError('invalid_answer', {
            fr: 'Atera a envoyé autre chose que le compte',
            en: 'Atera sent something else than the account',
          });
        }
        return { companyName: dto.CompanyName ?? null, plan: dto.Plan ?? null };
      }),
    standing: () => budget.standing(),
    close: () => http.close(),
  };
}

function readPage<D, T>(
  page: number,
  body: unknown,
  serverDate: Date | null,
  readAt: Date,
  reader: TolerantObject<D>,
  map: (dto: D) => T
): Page<T> {
  if (!envelope.Check(body)) {
    throw new AteraError('invalid_answer', {
      fr: 'Atera a envoyé autre chose qu’une liste : il y manque les éléments ou leur total',
      en: 'Atera sent something else than a list: its items or its total are missing',
    });
  }
  const given = body.items ?? [];
  if (!body.items && body.totalItemCount > 0 && page === 1) {
    throw new AteraError('invalid_answer', {
      fr: `Atera a annoncé ${body.totalItemCount} éléments et n’en a envoyé aucun`,
      en: `Atera announced ${body.totalItemCount} items and sent none`,
    });
  }
  const told = body.itemsInPage ?? ITEMS_IN_PAGE;
  const itemsInPage = told >= 1 && told <= ITEMS_IN_PAGE ? told : ITEMS_IN_PAGE;
  const items: T[] = [];
  const broken: string[] = [];
  given.forEach((raw, index) => {
    const dto = reader.read(raw);
    if (dto === undefined) {
      broken.push(`position ${(page - 1) * itemsInPage + index + 1}, ${idText(raw, reader.required)}`);
    } else {
      items.push(map(dto));
    }
  });
  return {
    page,
    items,
    broken,
    totalItems: body.totalItemCount,
    // What the total needs, where the number of pages says less: the pages then tell.
    totalPages: Math.max(body.totalPages ?? 0, Math.ceil(body.totalItemCount / itemsInPage)),
    itemsInPage,
    readAt,
    serverDate,
  };
}

const LONGEST_ID = 40;

/**
 * What an item that could not be understood has for an id, in words that are French and English. Nothing else of it: it may hold what
 * people wrote.
 */
function idText(raw: unknown, names: readonly string[]): string {
  const item = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  return names.map((name) => `${name} ${(JSON.stringify(item[name]) ?? 'absent').slice(0, LONGEST_ID)}`).join(', ');
}

import type { FastifyInstance } from 'fastify';

import { sendJson } from '../../shared/faults/answers.ts';
import { spoil } from '../../shared/faults/spoil.ts';
import { DAY_MS } from '../world/time.ts';
import type { SimTicket } from '../world/types.ts';
import type { AteraWorld } from '../world/world.ts';
import { sendPage } from './paging.ts';
import { BadQuery, QueryReader } from './query.ts';

const NOT_FOUND = {
  type: 'https://tools.ietf.org/html/rfc9110#section-15.5.5',
  title: 'Not Found',
  status: 404,
};

/** What is null in lists asked without comments: their texts and everything that is dated by them. */
const WITHOUT_COMMENTS: Partial<SimTicket> = {
  FirstComment: null,
  TechnicianFirstCommentDate: null,
  LastEndUserComment: null,
  LastEndUserCommentTimestamp: null,
  LastTechnicianComment: null,
  LastTechnicianCommentTimestamp: null,
};

/** The ticket endpoints of the official schema. */
export function registerTicketRoutes(app: FastifyInstance, world: AteraWorld): void {
  app.get('/tickets', async (request, reply) => {
    const query = new QueryReader(request);
    const status = query.text('ticketStatus');
    const customerId = query.integer('customerId');
    const withStatus = status === undefined ? world.tickets() : world.ticketsWithStatus(status);
    const list =
      customerId === undefined ? withStatus : withStatus.filter((ticket) => ticket.CustomerID === customerId);
    return sendPage(request, reply, query, list, projection(query, true));
  });

  app.get('/tickets/lastmodified', async (request, reply) => {
    const query = new QueryReader(request);
    const now = world.now().getTime();
    const since = query.instant('date') ?? now - (now % DAY_MS);
    return sendPage(
      request,
      reply,
      query,
      world.modifiedSince(since),
      projection(query, query.boolean('includeComments', false))
    );
  });

  app.get('/tickets/statusmodified', async (request, reply) => {
    const query = new QueryReader(request);
    return sendPage(
      request,
      reply,
      query,
      world.resolvedOrClosed(),
      projection(query, query.boolean('includeComments', true))
    );
  });

  app.get<{ Params: { ticketId: string } }>('/tickets/:ticketId', async (request, reply) => {
    const { ticketId } = request.params;
    if (!/^\d{1,15}$/.test(ticketId)) {
      throw new BadQuery(ticketId);
    }
    const ticket = world.ticket(Number(ticketId));
    if (ticket === undefined) {
      return reply.code(404).type('application/problem+json; charset=utf-8').send(JSON.stringify(NOT_FOUND));
    }
    const project = projection(new QueryReader(request), true);
    return sendJson(request, reply, spoil(project(ticket), 0, request.faults));
  });
}

/** A ticket as one request gets it. */
function projection(query: QueryReader, withComments: boolean): (ticket: SimTicket) => object {
  const withRelations = query.boolean('includeRelations', false);
  return ({ RelationType, RelatedTicketId, ...ticket }) => ({
    ...ticket,
    ...(withComments ? {} : WITHOUT_COMMENTS),
    ...(withRelations ? { RelationType, RelatedTicketId } : {}),
  });
}

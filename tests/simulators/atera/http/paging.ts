import type { FastifyReply, FastifyRequest } from 'fastify';

import { sendJson } from '../../shared/faults/answers.ts';
import { spoil } from '../../shared/faults/spoil.ts';
import type { PagedResult } from '../world/types.ts';
import type { QueryReader } from './query.ts';

const DEFAULT_ITEMS = 20;
/** From the official schema. What happens above it is not documented: the simulator assumes a silent cut to the maximum. */
const MAX_ITEMS = 50;

/** Sends one page of a list as it is now: between two requests the list may have moved. */
export function sendPage<Item extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  query: QueryReader,
  list: readonly Item[],
  project: (item: Item) => object = (item) => item
): FastifyReply {
  const { faults } = request;
  const page = Math.max(1, query.integer('page') ?? 1);
  const asked = query.integer('itemsInPage') ?? DEFAULT_ITEMS;
  const itemsInPage = asked < 1 ? DEFAULT_ITEMS : Math.min(asked, MAX_ITEMS);
  const totalItemCount = Math.max(0, list.length + sumOf(faults.all('wrong-total').map(({ by }) => by)));
  const totalPages = Math.ceil(totalItemCount / itemsInPage);
  const start = (page - 1) * itemsInPage - (faults.has('duplicate-item') && page > 1 ? 1 : 0);
  const items = list.slice(start, start + itemsInPage).map((item, index) => spoil(project(item), index, faults));
  const body: PagedResult<object> = {
    items: faults.has('null-items') ? null : items,
    page,
    itemsInPage,
    totalItemCount,
    totalPages,
    prevLink: page > 1 ? linkTo(request, page - 1, itemsInPage) : null,
    nextLink: page < totalPages ? linkTo(request, page + 1, itemsInPage) : null,
  };
  return sendJson(request, reply, body);
}

/** The same request for another page. */
function linkTo(request: FastifyRequest, page: number, itemsInPage: number): string {
  const link = new URL(request.url, `http://${request.headers.host ?? 'localhost'}`);
  for (const name of [...link.searchParams.keys()]) {
    if (['page', 'itemsinpage'].includes(name.toLowerCase())) {
      link.searchParams.delete(name);
    }
  }
  link.searchParams.set('page', String(page));
  link.searchParams.set('itemsInPage', String(itemsInPage));
  return link.href;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

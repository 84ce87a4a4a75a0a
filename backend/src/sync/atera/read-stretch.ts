import type { Page } from '../../upstreams/http/page.ts';
import { concurrently } from '../connections/concurrently.ts';
import { announcedPages, Stretch } from './stretch.ts';

/** Pages asked for at the same time: history is in no hurry. */
const CONCURRENT = 4;

type Items = Page<{ externalId: number }>;

/**
 * Reads some pages so that they show the list of one moment: the last one first and once more at the end.
 * @param more pages to read behind the first one, as far as the list goes
 * @returns undefined when the list moved meanwhile
 */
export async function readStretch(
  read: (page: number) => Promise<Items>,
  first: number,
  more: number
): Promise<Stretch | undefined> {
  const head = await read(first);
  const last = Math.min(first + more, announcedPages(head));
  if (last <= first) {
    return new Stretch([head]);
  }
  const pages = new Map<number, Items>([[first, head]]);
  const end = await read(last);
  const between = Array.from({ length: last - first - 1 }, (_, index) => first + 1 + index);
  await concurrently(between, CONCURRENT, async (number) => void pages.set(number, await read(number)));
  const again = await Promise.all([read(last), read(first)]);
  pages.set(last, end);
  const [endAgain, headAgain] = again;
  const stands =
    isSame(endAgain, end) &&
    isSame(headAgain, head) &&
    [...pages.values()].every(({ totalItems }) => totalItems === end.totalItems);
  return stands
    ? new Stretch([...pages.keys()].sort((a, b) => a - b).map((page) => pages.get(page) as Items))
    : undefined;
}

function isSame(a: Items, b: Items): boolean {
  const idsOf = ({ items }: Items): string => items.map(({ externalId }) => externalId).join();
  return a.totalItems === b.totalItems && idsOf(a) === idsOf(b);
}

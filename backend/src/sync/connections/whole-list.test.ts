import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import type { Page } from '../../upstreams/http/page.ts';
import { readWholeList } from './whole-list.ts';

interface Item {
  externalId: number;
}

const PAGE_SIZE = 5;

/** A list that is cut into pages for each request, and that a test moves between two requests. */
class MovingList {
  ids: number[];
  requests = 0;
  announcedTooMany = 0;
  #moves: Map<number, (list: MovingList) => void>;

  constructor(ids: readonly number[], moves: Record<number, (list: MovingList) => void> = {}) {
    this.ids = [...ids];
    this.#moves = new Map(Object.entries(moves).map(([request, move]) => [Number(request), move]));
  }

  readPage = async (page: number): Promise<Page<Item>> => {
    this.requests += 1;
    const items = this.ids.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    const totalItems = this.ids.length + this.announcedTooMany;
    const answer: Page<Item> = {
      page,
      items: items.map((externalId) => ({ externalId })),
      broken: [],
      totalItems,
      totalPages: Math.ceil(totalItems / PAGE_SIZE),
      itemsInPage: PAGE_SIZE,
      readAt: new Date(),
      serverDate: null,
    };
    this.#moves.get(this.requests)?.(this);
    return answer;
  };

  remove(id: number): void {
    this.ids = this.ids.filter((other) => other !== id);
  }
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

async function read(list: MovingList, concurrency = 1) {
  const stored = new Set<number>();
  const result = await readWholeList({
    readPage: list.readPage,
    store: async (pages) => pages.forEach(({ items }) => items.forEach(({ externalId }) => stored.add(externalId))),
    concurrency,
  });
  return { ...result, stored };
}

test('a list that stands still costs its pages and a second look at both ends', async () => {
  const list = new MovingList(range(23));
  const result = await read(list, 3);
  assert.equal(result.complete, true);
  assert.deepEqual(
    [...result.ids].sort((a, b) => a - b),
    range(23)
  );
  assert.equal(list.requests, 7);
});

test('one page, or none at all, costs one request', async () => {
  for (const count of [0, 1, PAGE_SIZE]) {
    const list = new MovingList(range(count));
    const result = await read(list);
    assert.deepEqual([result.complete, result.ids.size, list.requests], [true, count, 1]);
  }
});

test('an item that slips to a page already read is found, and the one that left is reported', async () => {
  const list = new MovingList(range(20), { 2: (moving) => moving.remove(3) });
  const result = await read(list);
  assert.equal(result.complete, true);
  assert.deepEqual(
    [...result.ids].sort((a, b) => a - b),
    range(20).filter((id) => id !== 3)
  );
  assert.deepEqual([...result.left], [3]);
});

test('a newcomer at the end that hides a departure is noticed', async () => {
  const list = new MovingList(range(20), {
    2: (moving) => {
      moving.remove(3);
      moving.ids.push(99);
    },
  });
  const result = await read(list);
  assert.equal(result.complete, true);
  assert.ok(result.ids.has(6) && result.ids.has(11) && result.ids.has(99));
});

test('a newcomer in front repeats items: they count once', async () => {
  const list = new MovingList(range(20), { 2: (moving) => moving.ids.unshift(99) });
  const result = await read(list);
  assert.equal(result.complete, true);
  assert.equal(result.ids.size, 21);
});

test('a list that never adds up is reported as incomplete after a bounded effort', async () => {
  const list = new MovingList(range(23));
  list.announcedTooMany = 2;
  const result = await read(list);
  assert.equal(result.complete, false);
  assert.equal(result.rowsAnnounced, 25);
  assert.equal(result.stored.size, 23);
  assert.equal(list.requests, 10);
});

test('a list that never stands still is given up after a bounded effort, with what was read stored', async () => {
  const list = new MovingList(range(50));
  const readPage = list.readPage;
  list.readPage = async (page) => {
    const answer = await readPage(page);
    list.ids.push(1_000 + list.requests);
    return answer;
  };
  const result = await read(list);
  assert.equal(result.complete, false);
  assert.ok(range(50).every((id) => result.stored.has(id)));
  assert.ok(list.requests < 150, String(list.requests));
});

test('a failure stops the reading, and what was read before is stored', async () => {
  const list = new MovingList(range(50));
  const stored: number[] = [];
  await assert.rejects(
    readWholeList<Item>({
      readPage: async (page) => {
        if (page === 4) {
          throw new Error('page 4 is broken');
        }
        return list.readPage(page);
      },
      store: async (pages) => void stored.push(...pages.map(({ page }) => page)),
      concurrency: 1,
    }),
    /page 4 is broken/
  );
  assert.deepEqual(stored, [1, 10, 2, 3]);
});

test('however items leave, no item that was there all the time is missed by a reading that calls itself complete', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 6, max: 40 }),
      fc.array(fc.record({ request: fc.integer({ min: 1, max: 12 }), position: fc.nat(), comes: fc.nat(3) }), {
        maxLength: 4,
      }),
      fc.integer({ min: 1, max: 4 }),
      async (count, departures, concurrency) => {
        const gone = new Set<number>();
        const moves: Record<number, (list: MovingList) => void> = {};
        for (const { request, position, comes } of departures) {
          moves[request] = (moving) => {
            const id = moving.ids[position % moving.ids.length];
            if (id !== undefined) {
              moving.remove(id);
              gone.add(id);
            }
            // Newcomers at both ends, as lists sorted by age have them.
            moving.ids.push(...range(comes).map((index) => 1_000 * request + index));
          };
        }
        const result = await read(new MovingList(range(count), moves), concurrency);
        const missed = range(count).filter((id) => !gone.has(id) && !result.ids.has(id));
        assert.ok(!result.complete || missed.length === 0, `missed ${missed.join()}`);
      }
    ),
    { numRuns: 1_000 }
  );
});

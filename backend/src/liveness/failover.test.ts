import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createFailover } from './failover.ts';

const AWAY = new Error('away');
const isAway = (error: unknown) => error === AWAY;

/** Servers by name; those in `away` do nothing. */
function setUp(away: Set<string>) {
  const asked: string[] = [];
  const moves: string[] = [];
  const { run, current } = createFailover(['a', 'b', 'c'], (server) => moves.push(server));
  const ask = async (error: Error = AWAY) => {
    asked.length = 0;
    const server = await run(async (name) => {
      asked.push(name);
      await Promise.resolve();
      if (away.has(name)) {
        throw error;
      }
      return name;
    }, isAway);
    return server;
  };
  return { ask, asked, moves, current };
}

test('asks the servers in their order, and the one that answered first of all from then on', async () => {
  const away = new Set<string>();
  const { ask, asked, moves, current } = setUp(away);
  assert.equal(await ask(), 'a');
  away.add('a');
  assert.equal(await ask(), 'b');
  assert.deepEqual(asked, ['a', 'b']);
  away.delete('a');
  assert.equal(await ask(), 'b');
  assert.deepEqual(asked, ['b']);
  away.add('b').add('c');
  assert.equal(await ask(), 'a');
  assert.deepEqual(asked, ['b', 'c', 'a']);
  assert.deepEqual(moves, ['b', 'a']);
  assert.equal(current(), 'a');
});

test('tells of one move however many ask at once', async () => {
  const { ask, moves } = setUp(new Set(['a', 'b']));
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), ['c', 'c', 'c']);
  assert.deepEqual(moves, ['c']);
});

test('asks no other server after an error that it would meet too', async () => {
  const { ask, asked } = setUp(new Set(['a']));
  await assert.rejects(ask(new Error('no such table')), /no such table/);
  assert.deepEqual(asked, ['a']);
});

test('gives the error of the server asked first when none does the work, and asks it first again', async () => {
  const away = new Set(['a', 'b', 'c']);
  const { ask, asked, moves, current } = setUp(away);
  await assert.rejects(ask(), AWAY);
  assert.deepEqual(asked, ['a', 'b', 'c']);
  assert.deepEqual([current(), moves], ['a', []]);
});

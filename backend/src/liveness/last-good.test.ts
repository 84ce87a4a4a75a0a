import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Access } from '../domain/access/access.ts';
import type { Clock } from '../domain/clock/clock.ts';
import { createLastGood, type LastGoodOptions } from './last-good.ts';

class Outage extends Error {}

describe('last good answers', () => {
  const access = (enterprises: Access['enterprises']): Access => ({
    tokenId: 'one',
    tokenName: 'one',
    scopes: ['counters:read'],
    connections: 'all',
    clients: 'all',
    shows: [],
    enterprises,
  });
  const outage = (): Promise<never> => Promise.reject(new Outage('unreachable'));
  const clockAt = (start: string): Clock & { set(text: string): void } => {
    let now = new Date(start);
    return { now: () => now, fixed: false, set: (text) => (now = new Date(text)) };
  };
  const lastGoodAt = (clock: Clock, limits: Partial<LastGoodOptions<Outage>> = {}) =>
    createLastGood<Outage>({
      clock,
      noAnswer: (error) => (error instanceof Outage ? error : undefined),
      ...limits,
    });

  it('stand in during an outage, with their age and the reason', async () => {
    const clock = clockAt('2024-07-23T08:00:00Z');
    const lastGood = lastGoodAt(clock);
    const fresh = await lastGood.read(
      access('all'),
      [['top', 1]],
      () => Promise.resolve([1, 2]),
      (rows) => rows.length
    );
    assert.deepEqual(fresh, { value: [1, 2], readAt: new Date('2024-07-23T08:00:00Z'), ageSeconds: 0, error: null });
    clock.set('2024-07-23T08:01:30Z');
    const kept = await lastGood.read(access('all'), [['top', 1]], outage, () => 0);
    assert.deepEqual([kept.value, kept.ageSeconds, kept.error?.message], [[1, 2], 90, 'unreachable']);
  });

  it('are kept apart by query and by rights, not by token', async () => {
    const lastGood = lastGoodAt(clockAt('2024-07-23T08:00:00Z'));
    await lastGood.read(
      access(['BASH', 'APRIL']),
      ['q'],
      () => Promise.resolve('rows'),
      () => 1
    );
    await assert.rejects(
      lastGood.read(access('all'), ['q'], outage, () => 1),
      Outage
    );
    await assert.rejects(
      lastGood.read(access(['BASH']), ['q'], outage, () => 1),
      Outage
    );
    await assert.rejects(
      lastGood.read(access(['BASH', 'APRIL']), ['other'], outage, () => 1),
      Outage
    );
    await assert.rejects(
      lastGood.read({ ...access(['BASH', 'APRIL']), connections: ['atera'] }, ['q'], outage, () => 1),
      Outage
    );
    const same = await lastGood.read({ ...access(['APRIL', 'BASH']), tokenId: 'two' }, ['q'], outage, () => 1);
    assert.equal(same.value, 'rows');
  });

  it('are found under any name of the question, the most exact one first', async () => {
    const lastGood = lastGoodAt(clockAt('2024-07-23T08:00:00Z'));
    const keep = (questions: string[], value: string) =>
      lastGood.read(
        access('all'),
        questions,
        () => Promise.resolve(value),
        () => 1
      );
    const ask = async (questions: string[]) =>
      (await lastGood.read<string>(access('all'), questions, outage, () => 0)).value;
    await keep(['July 1 to 22', 'month to date'], 'older');
    await keep(['July 1 to 23', 'month to date'], 'newer');
    assert.equal(await ask(['July 1 to 22', 'month to date']), 'older');
    assert.equal(await ask(['July 1 to 24', 'month to date']), 'newer');
    await assert.rejects(ask(['July 1 to 24']), Outage);
  });

  it('stand in while the database takes long to answer, and what comes is kept', async () => {
    const clock = clockAt('2024-07-23T08:00:00Z');
    const lastGood = lastGoodAt(clock, { patience: { ms: 5, error: () => new Outage('slow') } });
    const read = (load: () => Promise<string>) => lastGood.read(access('all'), ['q'], load, () => 1);
    let answer = (_: string): void => undefined;
    const slowly = (): Promise<string> => new Promise((resolve) => (answer = resolve));
    // Nothing is kept yet: there is nothing to give but what comes.
    const first = read(slowly);
    setTimeout(() => answer('first'), 30);
    assert.deepEqual([(await first).value, (await first).error], ['first', null]);
    const kept = await read(slowly);
    assert.deepEqual([kept.value, kept.error?.message], ['first', 'slow']);
    answer('second');
    assert.equal((await read(outage)).value, 'second');
  });

  it('never hide an error that is not an outage', async () => {
    const lastGood = lastGoodAt(clockAt('2024-07-23T08:00:00Z'));
    await lastGood.read(
      access('all'),
      ['q'],
      () => Promise.resolve('rows'),
      () => 1
    );
    const bug = (): Promise<never> => Promise.reject(new TypeError('a bug'));
    await assert.rejects(
      lastGood.read(access('all'), ['q'], bug, () => 1),
      /a bug/
    );
  });

  it('are none larger than any panel needs, so that a flood of those crowds out nobody', async () => {
    const lastGood = lastGoodAt(clockAt('2024-07-23T08:00:00Z'), { largest: 50 });
    const keep = (questions: string[], count: number) =>
      lastGood.read(
        access('all'),
        questions,
        () => Promise.resolve(count),
        () => count
      );
    await keep(['a'], 50);
    // Under however many names.
    await keep(['b', 'c', 'd'], 51);
    assert.equal((await lastGood.read(access('all'), ['a'], outage, () => 0)).value, 50);
    for (const question of ['b', 'c', 'd']) {
      await assert.rejects(
        lastGood.read(access('all'), [question], outage, () => 0),
        Outage
      );
    }
  });

  it('stay within their limits', async () => {
    const lastGood = lastGoodAt(clockAt('2024-07-23T08:00:00Z'), { answers: 10, rows: 100 });
    for (const query of ['first', 'second']) {
      await lastGood.read(
        access('all'),
        [query],
        () => Promise.resolve(query),
        () => 60
      );
    }
    await assert.rejects(
      lastGood.read(access('all'), ['first'], outage, () => 0),
      Outage
    );
    assert.equal((await lastGood.read(access('all'), ['second'], outage, () => 0)).value, 'second');
  });
});

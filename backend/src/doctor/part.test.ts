import assert from 'node:assert/strict';
import test from 'node:test';

import { FakeTimer, settle } from '../../test/support/upstreams/fake-timer.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import { type Check, failed, ok } from './check.ts';
import { watchPart } from './part.ts';

/** The same in both languages. */
const asTold = (text: string): LocalizedText => ({ fr: text, en: text });

/** A part whose looks end when the test says so. */
function slowPart(keepMs: number) {
  const looks: PromiseWithResolvers<void>[] = [];
  const timer = new FakeTimer();
  const look = async () => {
    const number = looks.push(Promise.withResolvers());
    await looks[number - 1]?.promise;
    return [ok('part', asTold(`look ${number}`))];
  };
  const explain = (error: unknown) => [failed('part', asTold((error as Error).message))];
  const examine = watchPart({ name: 'part', keepMs, look }, explain, timer);
  return { looks, timer, texts: async () => (await examine(1_000))?.checks.map(({ text }) => text.en) };
}

test('all who ask at once share one look, and its result is kept for its time', async () => {
  const { looks, timer, texts } = slowPart(5_000);
  const both = Promise.all([texts(), texts()]);
  await settle();
  assert.equal(looks.length, 1);
  looks[0]?.resolve();
  assert.deepEqual(await both, [['look 1'], ['look 1']]);
  await timer.run(4_999);
  assert.deepEqual(await texts(), ['look 1']);
  await timer.run(5_000);
  const again = texts();
  await settle();
  looks[1]?.resolve();
  assert.deepEqual(await again, ['look 2']);
});

test('times out a slow part without cancelling it', async () => {
  const { looks, timer, texts } = slowPart(60_000);
  const first = texts();
  await timer.run(1_000);
  assert.equal(await first, undefined);
  const second = texts();
  await timer.run(2_000);
  assert.equal(await second, undefined);
  assert.equal(looks.length, 1);
  looks[0]?.resolve();
  await settle();
  assert.deepEqual(await texts(), ['look 1']);
});

test('reports an examination that fails as a check', async () => {
  const { looks, texts } = slowPart(1_000);
  const asked = texts();
  await settle();
  looks[0]?.reject(new Error('no way'));
  assert.deepEqual(await asked, ['no way']);
});

test('what is known of a look that goes on is given meanwhile, as unfinished, and not when the next one begins', async () => {
  const ends: PromiseWithResolvers<void>[] = [];
  const timer = new FakeTimer();
  const part = {
    name: 'part',
    keepMs: 1_000,
    look: async (soFar: (checks: Check[]) => void) => {
      const number = ends.push(Promise.withResolvers());
      if (number === 1) {
        soFar([ok('part', asTold('half'))]);
        soFar([ok('part', asTold('more'))]);
      }
      await ends[number - 1]?.promise;
      return [ok('part', asTold('all'))];
    },
  };
  const examine = watchPart(part, () => [], timer);
  const told = async (until: number) => {
    const asked = examine(1_000);
    await timer.run(until);
    const looked = await asked;
    return looked && [looked.complete, looked.checks.map(({ text }) => text.en)];
  };
  assert.deepEqual(await told(1_000), [false, ['more']]);
  ends[0]?.resolve();
  await settle();
  assert.deepEqual(await told(2_000), [true, ['all']]);
  assert.equal(await told(4_000), undefined);
  ends[1]?.resolve();
});

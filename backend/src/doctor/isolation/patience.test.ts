import assert from 'node:assert/strict';
import test from 'node:test';

import { patiently } from './patience.ts';

const isBusy = (outcome: { value: string } | { error: unknown }): boolean =>
  'value' in outcome ? outcome.value === 'busy' : (outcome.error as Error).message === 'busy';

/** Answers one after the other; an error is thrown. */
function script(...answers: (string | Error)[]) {
  let pauses = 0;
  const attempt = async (): Promise<string> => {
    const answer = answers.shift() ?? 'nothing left';
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  const run = () =>
    patiently(attempt, isBusy, async () => {
      pauses += 1;
    });
  return { run, pauses: () => pauses };
}

test('a busy server is asked again after a pause, whether it answers so or fails so', async () => {
  const { run, pauses } = script('busy', new Error('busy'), 'done');
  assert.equal(await run(), 'done');
  assert.equal(pauses(), 2);
});

test('anything else is what it is, at once', async () => {
  const { run, pauses } = script(new Error('broken'));
  await assert.rejects(run(), /broken/);
  assert.equal(pauses(), 0);
});

test('stops asking a server that stays busy, and reports its last answer', async () => {
  const answers = script(...Array.from({ length: 20 }, () => 'busy'));
  assert.equal(await answers.run(), 'busy');
  assert.equal(answers.pauses(), 9);
});

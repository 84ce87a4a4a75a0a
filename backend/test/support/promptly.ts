import assert from 'node:assert/strict';

/** Far above the three seconds that a kept answer may take, for a machine with other work; a statement alone may take four. */
const PROMPT_MS = 8_000;

/** Does work that must not wait for a database that does not answer. */
export async function promptly<T>(work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const value = await work();
  const took = performance.now() - from;
  assert.ok(took < PROMPT_MS, `took ${Math.round(took)} ms`);
  return value;
}

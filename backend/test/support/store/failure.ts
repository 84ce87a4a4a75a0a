import assert from 'node:assert/strict';

/** The error that a promise fails with, which must be of this class. */
export async function failureOf<E extends Error>(
  promise: Promise<unknown>,
  expected: new (...args: never[]) => E
): Promise<E> {
  const error = await promise.then(
    () => assert.fail('the request should have failed'),
    (reason: unknown) => reason
  );
  assert.ok(error instanceof expected, String(error));
  return error;
}

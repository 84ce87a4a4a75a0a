// Loaded by each process of a test file. Node's test runner follows every promise to the test that made it, so that an error
// which nobody caught fails that test: a tenth to a fifth of the processor time of a suite. Without, it fails the file, and its
// stack, written here, tells where it comes from. Source: `setupProcessState` of Node 24's `lib/internal/test_runner/harness.js`;
// `trackPromises` of the documentation of `async_hooks`.
import hooks from 'node:async_hooks';

/** Set by `node --test` in the processes it starts. */
if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  const { createHook } = hooks;
  hooks.createHook = (callbacks) => createHook({ ...callbacks, trackPromises: false });
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error) => console.error(error));
  }
}

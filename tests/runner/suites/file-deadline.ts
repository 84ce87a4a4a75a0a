// Loaded by the runner and by each process of a test file. The limit for a test fails one that never ends, but leaves its
// process running and the run waiting for it. Source: seen with Node 24, `node --test --test-timeout`.

/** Set by `node --test` in the processes it starts. Source: Node's documentation of the test runner. */
const ofFile = process.env['NODE_TEST_CONTEXT'] !== undefined;
/** How long a file may take, in milliseconds. */
const deadlineMs = Number(process.env['TEST_FILE_DEADLINE_MS']);

if (ofFile) {
  setTimeout(() => {
    console.error(`Still running after ${deadlineMs / 1_000} s: stopped.`);
    process.exit(1);
  }, deadlineMs).unref();
}

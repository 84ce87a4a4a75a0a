import type { TestEvent } from 'node:test/reporters';

/**
 * A reporter for `node --test` that writes one JSON object: the tests counted, without the suites around them.
 * Each skipped test is named on standard error, so that nobody takes a skipped run for a full one.
 */
export default async function* counts(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for await (const event of source) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') {
      continue;
    }
    const { data } = event;
    if (data.details.type === 'suite') {
      continue;
    }
    if (data.skip !== undefined && data.skip !== false) {
      totals.skipped += 1;
      const why = typeof data.skip === 'string' ? `: ${data.skip}` : '';
      process.stderr.write(`\n!!! SKIPPED ${data.name}${why}\n`);
    } else if (event.type === 'test:fail') {
      totals.failed += 1;
    } else {
      totals.passed += 1;
    }
  }
  yield JSON.stringify(totals);
}

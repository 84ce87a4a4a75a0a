import path from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { clearInterval, setInterval } from 'node:timers';

import { failureText } from '../failure-text.ts';
import { FileProgress } from './file-progress.ts';

/** A terminal's line is written again each second; a log gets one now and then. */
const INTERVAL_MS = { terminal: 1_000, log: 30_000 };
const CLEAR_LINE = '\r\u001B[K';
/** What is kept of the messages of a file, to show them where it fails as a whole. */
const KEPT_MESSAGES = 40;

/**
 * A reporter for `node --test`. On the terminal: how many processes are done, those that take long, each failed and each
 * skipped test. Its own output is one JSON object: the tests counted, without the suites around them.
 */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const terminal = process.stdout;
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const progress = new FileProgress();
  const messages = new Map<string, string[]>();
  const lineBefore = terminal.isTTY ? CLEAR_LINE : '';
  const show = () => terminal.write(terminal.isTTY ? `${CLEAR_LINE}${progress.line()}` : `${progress.line()}\n`);
  const say = (text: string) => terminal.write(`${lineBefore}${text}\n`);
  const timer = setInterval(show, terminal.isTTY ? INTERVAL_MS.terminal : INTERVAL_MS.log);

  try {
    for await (const event of source) {
      if (event.type === 'test:stderr') {
        const kept = messages.get(event.data.file) ?? [];
        messages.set(event.data.file, [...kept, event.data.message].slice(-KEPT_MESSAGES));
        continue;
      }
      if (event.type === 'test:enqueue' || event.type === 'test:dequeue' || event.type === 'test:complete') {
        const { file, name, nesting } = event.data;
        if (file !== undefined && nesting === 0 && path.resolve(name) === file) {
          progress.take(event.type, file);
        }
        continue;
      }
      if ((event.type !== 'test:pass' && event.type !== 'test:fail') || event.data.details.type === 'suite') {
        // A suite fails with its tests, which are reported; by itself only when its own hook does.
        if (event.type === 'test:fail' && failureType(event.data.details.error) === 'hookFailed') {
          totals.failed += 1;
          say(failureText(event.data, []));
        }
        continue;
      }
      const { data } = event;
      if (data.skip !== undefined && data.skip !== false) {
        totals.skipped += 1;
        say(`!!! SKIPPED ${data.name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`);
      } else if (event.type === 'test:fail') {
        totals.failed += 1;
        const ofFile = data.file !== undefined && path.resolve(data.name) === data.file;
        say(failureText(event.data, ofFile ? (messages.get(data.file ?? '') ?? []) : []));
      } else {
        totals.passed += 1;
      }
    }
  } finally {
    clearInterval(timer);
  }
  say(progress.line());
  yield JSON.stringify(totals);
}

/** What kind of failure the runner's wrapper around an error tells. */
function failureType(error: Error): unknown {
  return 'failureType' in error ? error.failureType : undefined;
}

// Runs test files in the order in which they are given, each in a process with the options of this one;
// `node --test` would sort them by name.
// `node node-files.ts REPORT CONCURRENCY TIMEOUT_MS FILE…`: REPORT gets what the reporter counts.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { run } from 'node:test';

import report from './node-reporter.ts';

const [destination = '', concurrency, timeout, ...files] = process.argv.slice(2);

const events = run({ files, concurrency: Number(concurrency), timeout: Number(timeout) });
events.on('test:fail', () => (process.exitCode = 1));
await pipeline(events, report, createWriteStream(destination));

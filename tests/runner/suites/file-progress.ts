import path from 'node:path';

import { duration } from '../duration.ts';

/** A process under way for longer is named. */
const SLOW_MS = 10_000;

/** Where the runner puts the modules that stand for several files (`test-processes.ts`). */
const entries = process.env['TEST_PROCESSES'];

/** Counts the processes of a suite, and tells which of them take long. */
export class FileProgress {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #running = new Map<string, number>();
  #total = 0;
  #done = 0;

  /** @param now - milliseconds of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** Takes what Node's runner says about the process of a file. */
  take(event: 'test:enqueue' | 'test:dequeue' | 'test:complete', file: string): void {
    if (event === 'test:enqueue') {
      this.#total += 1;
    } else if (event === 'test:dequeue') {
      this.#running.set(file, this.#now());
    } else {
      this.#running.delete(file);
      this.#done += 1;
    }
  }

  /** @returns e.g. `   12/40 processes, 1 min 20 s; under way: backend/test/sync 1 (14 s)` */
  line(): string {
    const now = this.#now();
    const slow = [...this.#running]
      .filter(([, since]) => now - since > SLOW_MS)
      .map(([file, since]) => `${nameOf(file)} (${duration(now - since)})`);
    const named = slow.length > 0 ? `; under way: ${slow.join(', ')}` : '';
    return `   ${this.#done}/${this.#total} processes, ${duration(now - this.#startedAt)}${named}`;
  }
}

function nameOf(file: string): string {
  const name = entries === undefined ? '..' : path.relative(entries, file);
  return name.startsWith('..') ? path.relative(process.cwd(), file) : name.replace(/\.mjs$/, '');
}

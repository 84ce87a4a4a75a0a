import path from 'node:path';

import { duration } from '../duration.ts';

/** A file under way for longer is named. */
const SLOW_MS = 10_000;

/** Counts the files of a suite, and tells which of them take long. */
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

  /** Takes what Node's runner says about a file. */
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

  /** @returns e.g. `   12/140 files, 1 min 20 s; under way: backend/test/sync.test.ts (14 s)` */
  line(): string {
    const now = this.#now();
    const slow = [...this.#running]
      .filter(([, since]) => now - since > SLOW_MS)
      .map(([file, since]) => `${path.relative(process.cwd(), file)} (${duration(now - since)})`);
    const named = slow.length > 0 ? `; under way: ${slow.join(', ')}` : '';
    return `   ${this.#done}/${this.#total} files, ${duration(now - this.#startedAt)}${named}`;
  }
}

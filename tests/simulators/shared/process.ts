/** What a process needs of a simulator. */
export interface Runnable {
  url: string;
  close: () => Promise<void>;
}

/**
 * Runs a simulator as a process: prints one JSON line `{"url": …}` on standard output once it listens,
 * stops cleanly on SIGTERM or SIGINT.
 */
export async function runSimulator(start: () => Promise<Runnable>): Promise<void> {
  const simulator = await start();
  let closing: Promise<void> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      closing ??= simulator.close();
    });
  }
  process.stdout.write(`${JSON.stringify({ url: simulator.url })}\n`);
}

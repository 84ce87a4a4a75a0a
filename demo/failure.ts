const MOST_LETTERS = 300;

/**
 * One sentence for the terminal: what failed, and the reason below it where there is one. The first lines only, as what
 * drivers say may hold whole statements with their values. Errors inside of errors are unrolled.
 */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return firstLine(typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error)));
  }
  if (error instanceof SuppressedError) {
    // An error while cleaning up after another one: the first of them is what matters.
    return `${sentenceOf(error.suppressed)} Then: ${sentenceOf(error.error)}`;
  }
  if (error instanceof AggregateError) {
    const each = error.errors.map(sentenceOf).join('; ');
    return error.message ? `${firstLine(error.message)} ${each}` : each;
  }
  const own = firstLine(error.message || error.name);
  return error.cause === undefined ? own : `${own} ${sentenceOf(error.cause)}`;
}

/** What goes to the terminal: the sentence, with `LOG_LEVEL=debug` everything that is known. */
export function reportOf(error: unknown, logLevel = process.env['LOG_LEVEL']): string {
  const sentence = `The demo ended: ${sentenceOf(error)}`;
  return logLevel === 'debug' && error instanceof Error ? `${sentence}\n${error.stack ?? ''}` : sentence;
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS)}…` : line;
}

import { parseArgs } from 'node:util';

/** What the command line of the bench asks for. */
export interface BenchOptions {
  /** File for the lines as JSON. */
  json: string | undefined;
  groups: string[];
}

/**
 * Reads the arguments of the bench.
 *
 * @param groups - names of all groups, in their order
 * @throws Error with one sentence: what is wrong and what to write
 */
export function readOptions(args: string[], groups: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'string' }, only: { type: 'string', multiple: true } },
  });
  const unknown = values.only?.find((name) => !groups.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no group "${unknown}": it is one of ${groups.join(', ')}.`);
  }
  if (values.json === '') {
    throw new Error('--json must be followed by the name of a file.');
  }
  return { json: values.json, groups: groups.filter((name) => values.only?.includes(name) ?? true) };
}

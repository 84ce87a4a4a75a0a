import path from 'node:path';
import { inspect } from 'node:util';

interface Failure {
  name: string;
  file?: string | undefined;
  line?: number | undefined;
  details: { error: Error };
}

/**
 * A failed test as a person reads it: its name, where it stands, the error with all of its causes.
 *
 * @param messages - what its file wrote to standard error; for a file that failed as a whole
 */
export function failureText({ name, file, line, details }: Failure, messages: readonly string[]): string {
  // Node's runner wraps what a test threw.
  const thrown: unknown = details.error.cause ?? details.error;
  const place = file === undefined ? '' : `\n    ${path.relative(process.cwd(), file)}${line ? `:${line}` : ''}`;
  const text = typeof thrown === 'string' ? thrown : errorText(thrown);
  return `\n✖ ${name}${place}\n${indent([text, ...messages.map((message) => message.trimEnd())].join('\n').trimEnd())}\n`;
}

/** The stack of an assertion holds all there is to it; of other errors the fields and causes matter too. */
function errorText(thrown: unknown): string {
  return thrown instanceof Error && thrown.name === 'AssertionError' && thrown.cause === undefined
    ? (thrown.stack ?? thrown.message)
    : inspect(thrown, { depth: 5 });
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ');
}

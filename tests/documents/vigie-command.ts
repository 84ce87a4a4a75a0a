import { buildProgram } from '../../backend/src/cli/main.ts';
import { paramsOf } from '../../backend/src/cli/program/arguments.ts';
import type { Catalogue } from '../../backend/src/datasets/engine/catalogue.ts';
import { checkParameters } from '../../backend/src/datasets/engine/parameters/check-parameters.ts';
// What Fastify's plugins add to its types, for the commands that start the server.
import type {} from '../../backend/src/http/documentation/document.ts';

type Program = ReturnType<typeof buildProgram>;

/** The real command line, whose commands do nothing. */
function inertProgram(onQuery: (dataset: string, params: [string, string][]) => void): Program {
  const silent = { write: () => true };
  const program = buildProgram(
    { env: {}, stdin: process.stdin, stdout: silent, stderr: silent, language: 'en' },
    () => undefined
  );
  const still = (command: Program): void => {
    command.exitOverride().action(() => undefined);
    command.commands.forEach(still);
  };
  program.commands.forEach(still);
  program.commands
    .find((command) => command.name() === 'query')
    ?.action((dataset: string, { param = [] }: { param?: [string, string][] }) => onQuery(dataset, param));
  return program;
}

/**
 * What the command line says against a command that is typed as it is; undefined when it takes it. The parameters of a
 * query are checked as the backend checks them.
 */
export async function refusalOf(args: readonly string[], catalogue: Catalogue): Promise<string | undefined> {
  const program = inertProgram((name, params) => {
    checkParameters(catalogue.get(name), paramsOf(params));
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

/** What is unknown of a command that a sentence names in part: its subcommands, and its options. */
export function unknownOf(args: readonly string[]): string[] {
  let command = inertProgram(() => undefined);
  const unknown: string[] = [];
  for (const word of args) {
    const [option = ''] = word.split('=');
    if (/^--?[a-z]/.test(option)) {
      const known = [
        '-h',
        '--help',
        '--version',
        '--language',
        ...command.options.flatMap(({ long, short }) => [long, short]),
      ];
      unknown.push(...(known.includes(option) ? [] : [option]));
    } else if (command.commands.length > 0 && /^[a-z-]+$/.test(word)) {
      const next = command.commands.find((one) => one.name() === word);
      if (next === undefined) {
        return [...unknown, word];
      }
      command = next;
    }
  }
  return unknown;
}

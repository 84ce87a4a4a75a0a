import { type Command, InvalidArgumentError, Option } from 'commander';

import { LocalizedError } from '../domain/localized-error.ts';
import type { Language, LocalizedText } from '../domain/tickets/labels.ts';
import { localizedHelp } from './help-texts.ts';

/** An argument that cannot be read. */
export class ArgumentError extends LocalizedError {}

type Reader<T> = (argument: string, previous?: T) => T;

interface ChoiceOptions<T extends string> {
  default?: T;
  /** Name of an option that says the contrary. */
  conflicts?: string;
}

/** A command whose every text is in both languages; help and errors are in that of the run. */
export class LocalizedCommand {
  readonly #language: Language;
  /** As Commander knows it. */
  readonly command: Command;

  constructor(command: Command, language: Language) {
    this.command = command;
    this.#language = language;
    localizedHelp(command, language);
  }

  /** @param name with its arguments: `add <name>` */
  subcommand(name: string, summary: LocalizedText): LocalizedCommand {
    return new LocalizedCommand(this.command.command(name).description(summary[this.#language]), this.#language);
  }

  argument(name: string, text: LocalizedText): this {
    this.command.argument(name, text[this.#language]);
    return this;
  }

  option<T>(flags: string, text: LocalizedText, read?: Reader<T>, fallback?: T): this {
    const option = this.#make(flags, text);
    if (read !== undefined) {
      option.argParser<T>((argument, previous) => this.#reading(() => read(argument, previous)));
    }
    this.command.addOption(fallback === undefined ? option : option.default(fallback));
    return this;
  }

  /** An option that must be given. */
  required(flags: string, text: LocalizedText): this {
    this.command.addOption(this.#make(flags, text).makeOptionMandatory());
    return this;
  }

  choice<T extends string>(
    flags: string,
    text: LocalizedText,
    choices: readonly T[],
    { default: fallback, conflicts }: ChoiceOptions<T> = {}
  ): this {
    const option = this.#make(flags, text).choices(choices);
    if (conflicts !== undefined) {
      option.conflicts(conflicts);
    }
    this.command.addOption(fallback === undefined ? option : option.default(fallback));
    return this;
  }

  /** A switch that cannot stand beside another option. */
  exclusive(flags: string, text: LocalizedText, conflicts: string): this {
    this.command.addOption(this.#make(flags, text).conflicts(conflicts));
    return this;
  }

  json(): this {
    return this.option('--json', { fr: 'écrire du JSON', en: 'print JSON' });
  }

  /** @param run gets the arguments and then the options, as they are declared */
  action<A extends unknown[]>(run: (...given: A) => void | Promise<void>): this {
    this.command.action(run);
    return this;
  }

  #make(flags: string, text: LocalizedText): Option {
    return new Option(flags, text[this.#language]);
  }

  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof ArgumentError ? new InvalidArgumentError(error.text[this.#language]) : error;
    }
  }
}

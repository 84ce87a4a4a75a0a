import { LocalizedError } from '../../domain/localized-error.ts';

/** How every command ends. */
export const EXIT = { fine: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What stands in the way of a command, in the words of the person at the terminal. Ends with {@link EXIT}`.failed`. */
export class CommandError extends LocalizedError {
  override readonly name: string = 'CommandError';
}

/** What the person at the terminal did wrong; its text says what is right. Ends with {@link EXIT}`.usage`. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
}

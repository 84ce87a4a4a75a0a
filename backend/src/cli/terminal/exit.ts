/** How every command ends. */
export const EXIT = { fine: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What the person at the terminal did wrong; its message says what is right. Ends with {@link EXIT}`.usage`. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

import { userInfo } from 'node:os';

/** Who sits at the terminal, for the audit; null in a container whose user has no name. */
export function osUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

import { userInfo } from 'node:os';

/** Whom this process runs as, for sentences about files. A container may run as a number that has no name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

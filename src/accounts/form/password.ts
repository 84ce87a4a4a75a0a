import { config } from '@grafana/runtime';

/** What Grafana asks of a password: `length` bytes, and with its strong policy characters of four kinds. */
export interface PasswordRules {
  /** Bytes in UTF-8, which is how Grafana counts. */
  minLength: number;
  /** An upper-case letter, a lower-case letter, a digit and a sign are all needed. */
  fourKinds: boolean;
}

export type PasswordProblem = 'tooShort' | 'tooSimple';

const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{N}/u, /[^\p{L}\p{N}]/u];

/** Without characters that people take for another when they read them out: no 0 O o, 1 l I. */
const ALPHABETS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '-+=%@!?*'];

const GENERATED_LENGTH = 20;

/** The rules of this Grafana: `password_policy` of its `[auth.basic]`. */
export function passwordRules(): PasswordRules {
  return config.auth.basicAuthStrongPasswordPolicy
    ? { minLength: 12, fourKinds: true }
    : { minLength: 4, fourKinds: false };
}

/** Why Grafana would refuse a password; undefined when it would not. */
export function passwordProblem(password: string, rules: PasswordRules): PasswordProblem | undefined {
  if (new TextEncoder().encode(password).length < rules.minLength) {
    return 'tooShort';
  }
  return rules.fourKinds && !KINDS.every((kind) => kind.test(password)) ? 'tooSimple' : undefined;
}

/** A password that nobody can guess and every policy of Grafana takes: 20 characters of four kinds, about 120 bits. */
export function generatePassword(): string {
  const all = ALPHABETS.join('');
  for (;;) {
    const password = Array.from({ length: GENERATED_LENGTH }, () => all.charAt(randomBelow(all.length))).join('');
    if (KINDS.every((kind) => kind.test(password))) {
      return password;
    }
  }
}

/** A number from 0 on, below `limit` (at most 256), all equally likely. */
function randomBelow(limit: number): number {
  const fair = 256 - (256 % limit);
  const bytes = new Uint8Array(1);
  for (;;) {
    const [value = fair] = crypto.getRandomValues(bytes);
    if (value < fair) {
      return value % limit;
    }
  }
}

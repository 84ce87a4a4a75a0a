import { inspect } from 'node:util';

import { isLocalizedText, type LocalizedText } from '../../domain/tickets/labels.ts';
import { asStoreError } from '../../store/driver/failures/store-errors.ts';

/** Errors of JavaScript itself: bugs, whose messages mean nothing to a person. */
const BUGS = [TypeError, RangeError, ReferenceError, SyntaxError];

/** What the person at the terminal reads about an error: sentences, never a stack or a statement. */
export function explainError(thrown: unknown): LocalizedText {
  const error = asStoreError(firstCause(thrown));
  if (!(error instanceof Error)) {
    return unforeseen(inspect(error, { depth: 1, breakLength: Infinity }));
  }
  if (error.message === '' || BUGS.some((kind) => error instanceof kind)) {
    return unforeseen(error.message === '' ? error.name : `${error.name}: ${error.message}`);
  }
  return textOf(error);
}

/** What an error says in both languages; one of others says the same in each. */
function textOf(error: Error): LocalizedText {
  const told = 'text' in error ? error.text : undefined;
  return isLocalizedText(told) ? told : { fr: error.message, en: error.message };
}

/** All that is known of an error, its causes and their stacks included, without the given secrets. */
export function inspectError(thrown: unknown, secrets: readonly string[]): string {
  return secrets
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, '[secret]'), inspect(thrown, { depth: 6 }));
}

/** When closing fails as well after a failure (`await using`), the first failure is the one to mend. */
function firstCause(thrown: unknown): unknown {
  return thrown instanceof SuppressedError ? firstCause(thrown.suppressed) : thrown;
}

function unforeseen(what: string): LocalizedText {
  return {
    fr: `Une erreur imprévue (${what}). LOG_LEVEL=debug montre d’où elle vient ; signalez-la avec cela.`,
    en: `An unexpected error (${what}). LOG_LEVEL=debug shows where it comes from; please report it with that.`,
  };
}

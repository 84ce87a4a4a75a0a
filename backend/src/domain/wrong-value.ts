import { LocalizedError } from './localized-error.ts';

/** Why a value cannot be used, as the continuation of its name: "must be …". Never holds a part of a secret. */
export class WrongValue extends LocalizedError {
  override readonly name = 'WrongValue';
}

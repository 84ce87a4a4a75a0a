import type { LocalizedText } from './tickets/labels.ts';

/** Why a value cannot be used, as the continuation of its name: "must be …". Never holds a part of a secret. */
export class WrongValue extends Error {
  override readonly name = 'WrongValue';
  readonly text: LocalizedText;

  constructor(text: LocalizedText, options?: ErrorOptions) {
    super(text.en, options);
    this.text = text;
  }
}

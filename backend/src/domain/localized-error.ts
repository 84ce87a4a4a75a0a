import type { LocalizedText } from './tickets/labels.ts';

/** An error whose sentence people read in their language; the message is the English one. */
export abstract class LocalizedError extends Error {
  readonly text: LocalizedText;

  constructor(text: LocalizedText, options?: ErrorOptions) {
    super(text.en, options);
    this.text = text;
  }
}

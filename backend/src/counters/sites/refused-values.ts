import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { CountersError } from '../connection/failures/failures.ts';
import { FIELD_OF_COLUMN } from './site-changes.ts';
import type { SiteProblem } from './validation.ts';

/** Why a server refuses a value, by its error number. */
const REASONS: Record<number, LocalizedText> = {
  1048: { fr: 'La table exige une valeur.', en: 'The table requires a value.' },
  1062: { fr: 'Cette valeur est déjà prise.', en: 'This value is taken already.' },
  1364: { fr: 'La table exige une valeur.', en: 'The table requires a value.' },
  1366: {
    fr: 'La colonne ne peut contenir cette valeur : son jeu de caractères n’a pas tous ces caractères.',
    en: 'The column cannot hold this value: its character set lacks some of these characters.',
  },
  1406: { fr: 'Trop long pour la colonne de la table.', en: 'Too long for the column of the table.' },
};

/** A value that the database does not take, for whatever reason: it tells nothing of other rows. */
export const NOT_TAKEN: LocalizedText = {
  fr: 'La base des compteurs n’accepte pas cette valeur ici : choisissez-en une autre, ou demandez à son administrateur.',
  en: 'The counters database does not take this value here: choose another one, or ask its administrator.',
};

/** The field whose value a column could not hold; undefined when the error is another one or names no column of a form. */
export function refusedValue(error: unknown): SiteProblem | undefined {
  if (!(error instanceof CountersError) || error.failure !== 'value') {
    return undefined;
  }
  const { errno, message = '' } = Object(error.cause) as Partial<NodeJS.ErrnoException>;
  // Every language of the server's messages quotes the column last, after the value.
  const names = [...message.matchAll(/[`'"«.](\w+)[`'"»]/g)].map(([, name]) => name ?? '').reverse();
  const column = names.find((name): name is keyof typeof FIELD_OF_COLUMN => name in FIELD_OF_COLUMN);
  return column && { field: FIELD_OF_COLUMN[column], text: REASONS[errno ?? 0] ?? NOT_TAKEN };
}

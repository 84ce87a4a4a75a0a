import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Column } from './engine/dataset.ts';
import type { Parameter } from './engine/parameters/parameters.ts';
import type { Notice } from './engine/rows.ts';

/* What datasets have in common whose rows are events on the time axis of a page: Grafana's annotations. */

/** Grafana knows these columns by their names; the data source says that `time_end` is its `timeEnd`. */
export const ANNOTATION_COLUMNS = {
  time: { type: 'time', title: { fr: 'Début', en: 'Start' } },
  /** Null for an event without a length. */
  time_end: { type: 'time', title: { fr: 'Fin', en: 'End' } },
  title: { type: 'string', title: { fr: 'Titre', en: 'Title' } },
  text: { type: 'string', title: { fr: 'Texte', en: 'Text' } },
  /** Separated by commas. */
  tags: { type: 'string', title: { fr: 'Étiquettes', en: 'Tags' } },
} as const satisfies Record<string, Column>;

/** An annotation has one text, and Grafana shows it as it is. */
export const LANGUAGE_PARAMETER = {
  type: 'string',
  title: { fr: 'Langue', en: 'Language' },
  default: 'fr',
  choices: [
    { value: 'fr', title: { fr: 'Français', en: 'French' } },
    { value: 'en', title: { fr: 'Anglais', en: 'English' } },
  ],
} as const satisfies Parameter;

/** Which kinds of events are wanted. @param kinds what there is, with its title */
export function kindParameter<const K extends string>(kinds: readonly K[], titles: Record<K, LocalizedText>) {
  return {
    type: 'string',
    multiple: true,
    title: { fr: 'Genre', en: 'Kind' },
    description: { fr: 'Vide : tous.', en: 'Empty: all.' },
    choices: kinds.map((value) => ({ value, title: titles[value] })),
  } as const satisfies Parameter;
}

export const ANNOTATION_NOTICES = {
  /** @param shown the last ones of all */
  cut: (all: number, shown: number): Notice[] =>
    shown >= all
      ? []
      : [
          {
            severity: 'info',
            text: {
              fr: `Annotations affichées : les ${shown} dernières sur ${all}.`,
              en: `${shown} of ${all} annotations: the last ones.`,
            },
          },
        ],
};

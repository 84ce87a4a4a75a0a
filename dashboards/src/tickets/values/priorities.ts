import type { Text } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';

interface Priority {
  colour: string;
  title: Text;
}

/** Priorities under the names that datasets give them, in the order of the panels. */
export const PRIORITIES = {
  Faible: { colour: COLOURS.low, title: { fr: 'Faible', en: 'Low' } },
  Moyenne: { colour: COLOURS.medium, title: { fr: 'Moyenne', en: 'Medium' } },
  Haute: { colour: COLOURS.high, title: { fr: 'Haute', en: 'High' } },
  Critique: { colour: COLOURS.critical, title: { fr: 'Critique', en: 'Critical' } },
  'Non renseignée': { colour: COLOURS.none, title: { fr: 'Non renseignée', en: 'Not set' } },
} as const satisfies Record<string, Priority>;

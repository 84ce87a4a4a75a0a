import type { Text } from '../../elements/language.ts';

/** Reasons to look at a ticket, under the names of the screen. */
export const ATTENTION = {
  unassigned: { fr: 'Non assignés', en: 'Unassigned' },
  idle: { fr: 'Inactifs', en: 'Idle' },
  replied: { fr: 'Le client a répondu', en: 'Client has replied' },
  breached: { fr: 'Échéance dépassée', en: 'Past due' },
} satisfies Record<string, Text>;

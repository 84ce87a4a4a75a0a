import { addDays, frenchDate } from './calendar.ts';
import type { Day } from './calendar.ts';

export type AlertKind = 'zero' | 'no_data';

/** The sentence of an alert, word for word as the screens and the mails show it: « … a fait 0 entrée le 22/07/2024 ». */
export function alertSentence(kind: AlertKind, enterprise: string, day: Day): string {
  const subject = `Le compteur de l'entreprise ${enterprise.trim()}`;
  return kind === 'zero'
    ? `${subject} a fait 0 entrée le ${frenchDate(day)}`
    : `${subject} n'a envoyé aucune donnée le ${frenchDate(day)}`;
}

/** The sentence of a sharp drop; `percent` is the limit of the rules. */
export function dropSentence(enterprise: string, day: Day, percent: number): string {
  return (
    `Les entrées du compteur de l'entreprise ${enterprise.trim()} ont chuté d'au moins ${percent} % ` +
    `le ${frenchDate(day)} par rapport aux jours comparables`
  );
}

/** The date an alert carries: the day after the one it is about, `23/07/2024`. */
export function alertDate(day: Day): string {
  return frenchDate(addDays(day, 1));
}

import { addDays, type Day, frenchDate } from '../../domain/clock/calendar.ts';

/** The sentence of an alert, word for word as the screens and the mails show it: « … a fait 0 entrée le 22/07/2024 ». */
export function alertSentence(kind: 'zero' | 'no_data', enterprise: string, day: Day): string {
  const subject = `Le compteur de l'entreprise ${enterprise.trim()}`;
  return kind === 'zero'
    ? `${subject} a fait 0 entrée le ${frenchDate(day)}`
    : `${subject} n'a envoyé aucune donnée le ${frenchDate(day)}`;
}

/** The sentence of a sharp drop; `percent` is how far the day is below its comparable days. */
export function dropSentence(enterprise: string, day: Day, percent: number): string {
  return (
    `Les entrées du compteur de l'entreprise ${enterprise.trim()} ont chuté de ${percent.toFixed(0)} % ` +
    `le ${frenchDate(day)} par rapport aux jours comparables`
  );
}

/**
 * The sentence of a counter that has fallen silent while its shop is open; `hour` is on the clock of the shop:
 * « … (001, Paris) n'envoie plus rien depuis 11 h ».
 */
export function silentSentence(
  { enterprise, code, city }: { enterprise: string; code: string; city: string | null },
  hour: number
): string {
  const place = [code, city ?? ''].map((text) => text.trim()).filter((text) => text !== '');
  return `Le compteur de l'entreprise ${enterprise.trim()} (${place.join(', ')}) n'envoie plus rien depuis ${hour} h`;
}

/** The date an alert carries: the day after the one it is about, `23/07/2024`. */
export function alertDate(day: Day): string {
  return frenchDate(addDays(day, 1));
}

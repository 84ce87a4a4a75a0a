import { DateTime } from 'luxon';

import { zoneNamed } from '../../domain/clock/zone.ts';
import type { LocalizedText } from '../engine/dataset.ts';

/** An instant as a person of a time zone writes it. */
function wallClock(instant: Date, timezone: string): LocalizedText {
  const local = DateTime.fromJSDate(instant, { zone: zoneNamed(timezone) });
  return { fr: local.toFormat("dd/MM/yyyy 'à' HH:mm"), en: local.toFormat("yyyy-MM-dd 'at' HH:mm") };
}

/** An age in the largest fitting unit, e.g. `3 min`. */
function shortAge(seconds: number): LocalizedText {
  if (seconds < 120) {
    return { fr: `${seconds} s`, en: `${seconds} s` };
  }
  if (seconds < 2 * 3600) {
    return { fr: `${Math.floor(seconds / 60)} min`, en: `${Math.floor(seconds / 60)} min` };
  }
  if (seconds < 2 * 86_400) {
    return { fr: `${Math.floor(seconds / 3600)} h`, en: `${Math.floor(seconds / 3600)} h` };
  }
  return { fr: `${Math.floor(seconds / 86_400)} j`, en: `${Math.floor(seconds / 86_400)} d` };
}

/** Sentences of the notices that frames carry. */
export const NOTICE_TEXTS = {
  late(source: string, seconds: number): LocalizedText {
    const age = shortAge(seconds);
    return {
      fr: `La source « ${source} » est en retard : dernière lecture il y a ${age.fr}.`,
      en: `Source "${source}" is late: last read ${age.en} ago.`,
    };
  },
  down(source: string, seconds: number): LocalizedText {
    const age = shortAge(seconds);
    return {
      fr: `La source « ${source} » ne répond plus : dernière lecture il y a ${age.fr}. Les données affichées ont cet âge.`,
      en: `Source "${source}" no longer answers: last read ${age.en} ago. The data shown is that old.`,
    };
  },
  neverRead(source: string): LocalizedText {
    return {
      fr: `La source « ${source} » n’a encore jamais pu être lue.`,
      en: `Source "${source}" could never be read yet.`,
    };
  },
  reading(source: string, read: number, announced: number | null): LocalizedText {
    const progress = announced === null ? `${read}` : `${read}/${announced}`;
    return {
      fr: `Première lecture complète de « ${source} » en cours (${progress}).`,
      en: `First full reading of "${source}" under way (${progress}).`,
    };
  },
  sourceWarning(source: string, warning: LocalizedText): LocalizedText {
    return { fr: `Source « ${source} » : ${warning.fr}`, en: `Source "${source}": ${warning.en}` };
  },
  incomplete(source: string, announced: number | null, missing: number): LocalizedText {
    return missing > 0
      ? {
          fr: `Il manque ${missing} des ${announced ?? missing} éléments que « ${source} » annonce : les chiffres sont incomplets.`,
          en: `${missing} of the ${announced ?? missing} items that "${source}" announces are missing: figures are incomplete.`,
        }
      : {
          fr: `La dernière lecture de « ${source} » est incomplète : il peut manquer des éléments.`,
          en: `The last reading of "${source}" is incomplete: items may be missing.`,
        };
  },
  noSource(): LocalizedText {
    return { fr: 'Aucune source n’est encore connectée.', en: 'No source is connected yet.' };
  },
  snapshot(takenAt: Date, timezone: string): LocalizedText {
    const moment = wallClock(takenAt, timezone);
    return { fr: `Le tableau tel qu’il était le ${moment.fr}.`, en: `The board as it was on ${moment.en}.` };
  },
  noSnapshot(at: Date, timezone: string): LocalizedText {
    const moment = wallClock(at, timezone);
    return {
      fr: `Aucun relevé du tableau avant le ${moment.fr}.`,
      en: `No snapshot of the board before ${moment.en}.`,
    };
  },
  /** @param first - `YYYY-MM-DD` */
  ticketsFrom(first: string, doneDays: number): LocalizedText {
    return {
      fr: `Les tickets terminés ne sont conservés que ${doneDays} jours : ces chiffres commencent le ${first.split('-').toReversed().join('/')}.`,
      en: `Done tickets are kept for ${doneDays} days only: these figures begin on ${first}.`,
    };
  },
  /** @param first - `YYYY-MM-DD` */
  longestPeriod(first: string, years: number): LocalizedText {
    return {
      fr: `La période est limitée à ${years} ans : ces chiffres commencent le ${first.split('-').toReversed().join('/')}.`,
      en: `The period is limited to ${years} years: these figures begin on ${first}.`,
    };
  },
  businessClock(queue: string, limit: LocalizedText): LocalizedText {
    return {
      fr: `${queue} : en retard au-delà de ${limit.fr} (heures d’ouverture, sans week-ends ni jours fériés).`,
      en: `${queue}: overdue after ${limit.en} (opening hours, without weekends and public holidays).`,
    };
  },
  /** @param refusal why the counters database says no, where it does answer */
  lastGood(seconds: number, refusal: LocalizedText | undefined): LocalizedText {
    const age = shortAge(seconds);
    return refusal === undefined
      ? {
          fr: `La base des compteurs ne répond pas : dernière bonne réponse, d’il y a ${age.fr}.`,
          en: `The counters database does not answer: last good answer, of ${age.en} ago.`,
        }
      : {
          fr: `${refusal.fr} Dernière bonne réponse : il y a ${age.fr}.`,
          en: `${refusal.en} Last good answer: ${age.en} ago.`,
        };
  },
  storeAway(seconds: number): LocalizedText {
    const age = shortAge(seconds);
    return {
      fr: `La base de Vigie ne répond pas : dernière bonne réponse, d’il y a ${age.fr}.`,
      en: `Vigie's own database does not answer: last good answer, of ${age.en} ago.`,
    };
  },
  unknownTimezone(unknown: string, used: string): LocalizedText {
    // The caller's own text, which a terminal may print.
    const name = unknown.replaceAll(/[^\w/+-]/g, '?');
    return {
      fr: `Fuseau horaire « ${name} » inconnu : les jours sont ceux de ${used}.`,
      en: `Time zone "${name}" is unknown: days are those of ${used}.`,
    };
  },
  fixedClock(now: Date): LocalizedText {
    return {
      fr: `Horloge arrêtée sur ${now.toISOString()} (VIGIE_NOW).`,
      en: `The clock stands still at ${now.toISOString()} (VIGIE_NOW).`,
    };
  },
};

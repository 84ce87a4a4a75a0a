import type { Cut } from '../../counters/entries/bounded-range.ts';
import type { ComparableTop, ExcludedDay } from '../../counters/figures/comparable-top.ts';
import type { UnknownGoal } from '../../counters/figures/reached-goals.ts';
import type { Verdict } from '../../counters/verdicts/verdicts.ts';
import { type Day, frenchDate } from '../../domain/clock/calendar.ts';
import type { LocalizedText } from '../engine/dataset.ts';

const VERDICT_TEXTS: Record<Verdict, LocalizedText> = {
  unfinished: { fr: 'non terminé', en: 'unfinished' },
  counted: { fr: 'compté', en: 'counted' },
  ignored: { fr: 'non opérationnel', en: 'not operational' },
  closed: { fr: 'fermé', en: 'closed' },
  zero: { fr: 'zéro', en: 'zero' },
  no_data: { fr: 'aucune donnée', en: 'no data' },
};

/** Excluded days that are spelt out; a notice is read, not scrolled. */
export const MAX_EXCLUDED_DAYS = 12;
/** Sites named for one excluded day. */
const MAX_SITES = 2;

/** Sentences of the notices that answers about the counters carry. */
export const COUNTERS_NOTICES = {
  comparableDays({ days, excluded }: Pick<ComparableTop, 'days' | 'excluded'>): LocalizedText {
    return {
      fr: `${days} jour(s) comparé(s), ${excluded.length} exclu(s)${spelt(excluded, 'fr')}.`,
      en: `${days} day(s) compared, ${excluded.length} excluded${spelt(excluded, 'en')}.`,
    };
  },
  unfinishedMonth(month: string): LocalizedText {
    return {
      fr: `Le mois ${month} n’est pas terminé : il est comparé à des mois entiers.`,
      en: `The month ${month} is not over: it is compared with whole months.`,
    };
  },
  someSeries(shown: number, all: number): LocalizedText {
    return {
      fr: `Séries affichées : ${shown} sur ${all}, celles qui ont le plus d'entrées.`,
      en: `${shown} of ${all} series: those with most entries.`,
    };
  },
  cutRange({ days, sites }: Cut, from: Day): LocalizedText {
    if (sites !== undefined) {
      return {
        fr: `Période trop longue pour ${sites} compteurs : seuls ses ${days} derniers jours sont pris en compte, à partir du ${frenchDate(from)}. Choisissez moins d'entreprises pour remonter plus loin.`,
        en: `The range is too long for ${sites} counters: only its last ${days} days are taken into account, from ${from} on. Choose fewer enterprises to go further back.`,
      };
    }
    return {
      fr: `Période trop longue : seuls ses ${days} derniers jours sont pris en compte, à partir du ${frenchDate(from)}.`,
      en: `The range is too long: only its last ${days} days are taken into account, from ${from} on.`,
    };
  },
  unknownGoal({ place, goal: { enterprise, code } }: UnknownGoal): LocalizedText {
    const [fr, en] =
      code === undefined
        ? [
            `aucune entreprise ne s'appelle exactement « ${enterprise} »`,
            `no enterprise is named exactly "${enterprise}"`,
          ]
        : [
            `« ${enterprise} » n'a aucun compteur de code « ${code} »`,
            `"${enterprise}" has no counter with the code "${code}"`,
          ];
    return {
      fr: `L'objectif ${place} des règles ne compte pour personne : ${fr}.`,
      en: `The goal ${place} of the rules counts for nobody: ${en}.`,
    };
  },
  unfinishedDay(day: Day): LocalizedText {
    return {
      fr: `Le ${frenchDate(day)} n'est pas terminé partout : ses entrées augmentent encore.`,
      en: `${day} is not over everywhere: its entries still grow.`,
    };
  },
};

/** `: 14/07/2024 (001 · Lyon : fermé), …`; empty when no day is excluded. */
function spelt(excluded: readonly ExcludedDay[], language: keyof LocalizedText): string {
  if (excluded.length === 0) {
    return '';
  }
  const lines = excluded.slice(0, MAX_EXCLUDED_DAYS).map(({ day, reasons }) => {
    const sites = reasons
      .slice(0, MAX_SITES)
      .map(({ site, verdict }) => `${site.label} : ${VERDICT_TEXTS[verdict][language]}`);
    const more = reasons.length > MAX_SITES ? [`+${reasons.length - MAX_SITES}`] : [];
    return `${language === 'fr' ? frenchDate(day) : day} (${[...sites, ...more].join(', ')})`;
  });
  return ` : ${lines.join(', ')}${excluded.length > MAX_EXCLUDED_DAYS ? ', …' : ''}`;
}

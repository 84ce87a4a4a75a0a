import type { LocalizedText } from './labels.ts';

export type FindingCode = 'unmapped_status' | 'unknown_impact' | 'unknown_priority' | 'missing_created_date';

const tickets = (count: number): string => (count === 1 ? '1 ticket' : `${count} tickets`);
const named = (value: string, quotes: [string, string], empty: string): string =>
  value.trim() === '' ? empty : `${quotes[0]}${value}${quotes[1]}`;

/** Sentences for what the rules do not know: what, how many, what it does, what to do. */
export const FINDING_TEXTS: Record<FindingCode, (value: string, count: number) => LocalizedText> = {
  unmapped_status: (value, count) => ({
    fr: `Statut ${named(value, ['« ', ' »'], 'vide')} : ${tickets(count)} compté(s) comme ouverts. Ajoutez-le à « statuses » dans les règles.`,
    en: `Status ${named(value, ['"', '"'], 'empty')}: ${tickets(count)} counted as open. Add it to "statuses" in the rules.`,
  }),
  unknown_impact: (value, count) => ({
    fr: `Impact « ${value} » inconnu : ${tickets(count)} compté(s) comme sans impact. Ajoutez-le à « impacts » dans les règles.`,
    en: `Unknown impact "${value}": ${tickets(count)} counted as no impact. Add it to "impacts" in the rules.`,
  }),
  unknown_priority: (value, count) => ({
    fr: `Priorité « ${value} » inconnue : ${tickets(count)} compté(s) comme « Non renseignée ».`,
    en: `Unknown priority "${value}": ${tickets(count)} counted as "Not set".`,
  }),
  missing_created_date: (_value, count) => ({
    fr: `${tickets(count)} sans date de création : en fin de liste, jamais en retard.`,
    en: `${tickets(count)} without a creation date: last in the lists, never overdue.`,
  }),
};

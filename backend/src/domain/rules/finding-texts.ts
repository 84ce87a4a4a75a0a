import type { LocalizedText } from '../tickets/labels.ts';

export type FindingCode =
  | 'unmapped_status'
  | 'unknown_impact'
  | 'unknown_priority'
  | 'missing_created_date'
  | 'lead_without_created_date'
  | 'unmatched_queue'
  | 'client_lookalike'
  | 'client_unseen';

const tickets = (count: number): string => (count === 1 ? '1 ticket' : `${count} tickets`);
const counted = (count: number): string => (count === 1 ? '1 ticket compté' : `${count} tickets comptés`);
const named = (value: string, quotes: [string, string], empty: string): string =>
  value.trim() === '' ? empty : `${quotes[0]}${value}${quotes[1]}`;

/** Sentences for what the rules do not know: what, how many, what it does, what to do. `client` is one of the rules. */
export const FINDING_TEXTS: Record<FindingCode, (value: string, count: number, client: string) => LocalizedText> = {
  unmapped_status: (value, count) => ({
    fr: `Statut ${named(value, ['« ', ' »'], 'vide')} : ${counted(count)} comme ${count === 1 ? 'ouvert' : 'ouverts'}. Ajoutez-le à « statuses » dans les règles.`,
    en: `Status ${named(value, ['"', '"'], 'empty')}: ${tickets(count)} counted as open. Add it to "statuses" in the rules.`,
  }),
  unknown_impact: (value, count) => ({
    fr: `Impact « ${value} » inconnu : ${counted(count)} comme sans impact. Ajoutez-le à « impacts » dans les règles.`,
    en: `Unknown impact "${value}": ${tickets(count)} counted as no impact. Add it to "impacts" in the rules.`,
  }),
  unknown_priority: (value, count) => ({
    fr: `Priorité « ${value} » inconnue : ${counted(count)} comme « Non renseignée ».`,
    en: `Unknown priority "${value}": ${tickets(count)} counted as "Not set".`,
  }),
  missing_created_date: (_value, count) => ({
    fr: `${tickets(count)} sans date de création : en fin de liste, jamais en retard.`,
    en: `${tickets(count)} without a creation date: last in the lists, never overdue.`,
  }),
  lead_without_created_date: (_value, count) => ({
    fr: `${count === 1 ? '1 piste' : `${count} pistes`} d’Odoo sans date de création : en fin de liste, jamais en retard.`,
    en: `${count === 1 ? '1 lead' : `${count} leads`} of Odoo without a creation date: last in the lists, never overdue.`,
  }),
  unmatched_queue: (queue, count) => ({
    fr: `${tickets(count)} dans ${queue} faute de règle correspondante dans « queues ».`,
    en: `${tickets(count)} in ${queue} because no rule of "queues" matches.`,
  }),
  client_lookalike: (value, count, client) => ({
    fr: `Le client « ${value} » (${tickets(count)}) ressemble à « ${client} » et compte parmi les autres. Si c'est lui, ajoutez ce nom à ses « aliases » dans les règles.`,
    en: `The client "${value}" (${tickets(count)}) looks like "${client}" and counts among the others. If it is the same, add this name to its "aliases" in the rules.`,
  }),
  client_unseen: (value, count) => ({
    fr: `${count === 1 ? 'Client des règles jamais vu' : 'Clients des règles jamais vus'} dans les sources : ${value}. Vérifiez noms et identifiants.`,
    en: `${count === 1 ? 'Client' : 'Clients'} of the rules never seen in the sources: ${value}. Check names and ids.`,
  }),
};

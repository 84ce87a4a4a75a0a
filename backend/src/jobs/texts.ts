import type { LocalizedText } from '../domain/tickets/labels.ts';

/** What the ledger of jobs says. */
export const JOB_TEXTS = {
  purged: (removed: { tickets: number; deliveries: number; entries: number }): LocalizedText => ({
    fr: `Plus anciens que la durée de conservation et supprimés : ${removed.tickets} tickets, ${removed.deliveries} envois de rapports, ${removed.entries} lignes du journal d’audit.`,
    en: `Older than the retention and removed: ${removed.tickets} tickets, ${removed.deliveries} deliveries of reports, ${removed.entries} entries of the audit.`,
  }),
  tidied: (removed: { snapshots: number; runs: number; schedules: number }): LocalizedText => ({
    fr: `Supprimés : ${removed.snapshots} instantanés superflus du tableau, ${removed.runs} anciens passages, ${removed.schedules} planifications que les règles n’ont plus.`,
    en: `Removed: ${removed.snapshots} superfluous snapshots of the board, ${removed.runs} old runs, ${removed.schedules} schedules that the rules no longer have.`,
  }),
  examined: (checks: { ok: number; warning: number; failed: number }): LocalizedText => ({
    fr: `En panne : ${checks.failed}. À regarder : ${checks.warning}. En ordre : ${checks.ok}.`,
    en: `Failed: ${checks.failed}. To look at: ${checks.warning}. Well: ${checks.ok}.`,
  }),
  missed: {
    fr: 'Vigie ne tournait pas, ou sa base ne répondait pas, dans les 24 heures après cette échéance.',
    en: 'Vigie did not run, or its store did not answer, within 24 hours of this due time.',
  },
  givenUp: {
    fr: 'L’échéance suivante est venue avant que ce passage ait pu se faire.',
    en: 'The next due time came before this run could be made.',
  },
  cutOff: {
    fr: 'Vigie s’est arrêtée pendant ce passage : il est recommencé.',
    en: 'Vigie stopped during this run: it is begun again.',
  },
  cutOffForGood: {
    fr: 'Vigie s’est arrêtée à chaque essai de ce passage : il n’est plus recommencé.',
    en: 'Vigie stopped at each attempt of this run: it is not begun again.',
  },
} as const;

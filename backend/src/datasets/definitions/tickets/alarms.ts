import { boardAt } from '../../../store/history/board.ts';
import { countOpen } from '../../../store/tickets/figures.ts';
import { countCriticalUnanswered } from '../../../store/tickets/service-levels.ts';
import { type DatasetContext, defineDataset } from '../../engine/dataset.ts';
import { TITLES } from '../../tickets/common.ts';

export default defineDataset({
  name: 'tickets.alarms',
  title: { fr: 'Tickets qui appellent une alerte', en: 'Tickets that call for an alert' },
  description: {
    fr: 'Pour les règles d’alerte : toujours une ligne par pôle, 0 quand tout va bien. « overdue » : tickets en retard, s’il y en a plus que le seuil des règles. « critical_unanswered » : tickets critiques d’Atera sans réponse depuis plus longtemps que le permettent les règles.',
    en: 'For alert rules: always one row for each queue, 0 when all is well. "overdue": overdue tickets, when there are more than the threshold of the rules. "critical_unanswered": critical Atera tickets without an answer for longer than the rules allow.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: {
    alarm: {
      type: 'string',
      title: { fr: 'Alarme', en: 'Alarm' },
      default: 'overdue',
      choices: [
        { value: 'overdue', title: TITLES.overdue },
        { value: 'critical_unanswered', title: { fr: 'Critiques sans réponse', en: 'Critical without an answer' } },
      ],
    } as const,
  },
  columns: {
    queue: { type: 'string', title: TITLES.queue },
    title: { type: 'string', title: TITLES.title },
    count: { type: 'number', unit: 'short', title: TITLES.count },
  },
  async read(context, { alarm }) {
    const counts = alarm === 'overdue' ? await overdueByQueue(context) : await unansweredByQueue(context);
    return context.rules.queues.map(({ id, title }) => ({ queue: id, title, count: counts.get(id) ?? 0 }));
  },
});

async function overdueByQueue({ db, access, rules, now }: DatasetContext): Promise<Map<string | null, number>> {
  const counts = await countOpen(boardAt(db, access, rules, { now }));
  const sums = [...Map.groupBy(counts, ({ queue }) => queue)].map(
    ([queue, ofQueue]) => [queue, ofQueue.reduce((sum, { overdue }) => sum + overdue, 0)] as const
  );
  return new Map(sums.filter(([, overdue]) => overdue > rules.alerts.overdueAbove));
}

function unansweredByQueue({ db, access, rules, now }: DatasetContext): Promise<Map<string | null, number>> {
  return countCriticalUnanswered(db, access, new Date(now.getTime() - rules.alerts.criticalUnansweredMs));
}

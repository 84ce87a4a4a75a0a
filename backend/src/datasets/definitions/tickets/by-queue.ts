import { countOpen } from '../../../store/tickets/figures.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { TITLES } from '../../tickets/common.ts';
import { AT_PARAMETER, readBoardAt } from '../../tickets/moment.ts';
import { LIMIT_COLUMNS, limitValues } from '../../tickets/overdue-limit.ts';
import { POSITION_PARAMETER, QUEUE_PARAMETER, queuesOnScreen } from '../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.by_queue',
  title: { fr: 'Tickets par pôle', en: 'Tickets by queue' },
  description: {
    fr: 'Une ligne par pôle des règles, dans l’ordre de l’écran : tickets ouverts, en retard, et à partir de quand ils le sont, selon quelle horloge.',
    en: 'One row for each queue of the rules, in the order of the screen: open tickets, overdue ones, and after how long they are, on which clock.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: {
    queue: QUEUE_PARAMETER,
    position: POSITION_PARAMETER,
    at: AT_PARAMETER,
  },
  columns: {
    queue: { type: 'string', title: TITLES.queue },
    title: { type: 'string', title: TITLES.title },
    open: { type: 'number', unit: 'short', title: TITLES.open },
    overdue: { type: 'number', unit: 'short', title: TITLES.overdue },
    ...LIMIT_COLUMNS,
  },
  async read(context, { queue: id, position, at }) {
    const queues = queuesOnScreen(context.rules, { queue: id, position });
    return readBoardAt(context, at, async (board) => {
      const counts = Map.groupBy(await countOpen(board), ({ queue }) => queue);
      return queues.map((queue) => {
        const ofQueue = counts.get(queue.id) ?? [];
        return {
          queue: queue.id,
          title: queue.title,
          open: ofQueue.reduce((sum, { open }) => sum + open, 0),
          overdue: ofQueue.reduce((sum, { overdue }) => sum + overdue, 0),
          ...limitValues(queue),
        };
      });
    });
  },
});

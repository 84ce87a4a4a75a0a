import { countOpen } from '../../../store/tickets/figures.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { TITLES } from '../../tickets/common.ts';
import { AT_PARAMETER, readBoardAt } from '../../tickets/moment.ts';
import { LIMIT_COLUMNS, limitValues } from '../../tickets/overdue-limit.ts';
import { checkQueue, QUEUE_PARAMETER } from '../../tickets/scope.ts';

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
    position: {
      type: 'integer',
      title: { fr: 'Position', en: 'Position' },
      description: {
        fr: 'Seulement le pôle qui a ce rang à l’écran, à partir de 1.',
        en: 'Only the queue in this place on the screen, counting from 1.',
      },
      minimum: 1,
      maximum: 100,
    },
    at: AT_PARAMETER,
  },
  columns: {
    queue: { type: 'string', title: TITLES.queue },
    title: { type: 'string', title: TITLES.title },
    open: { type: 'number', unit: 'short', title: TITLES.open },
    overdue: { type: 'number', unit: 'short', title: TITLES.overdue },
    ...LIMIT_COLUMNS,
  },
  async read(context, { at, queue: id, position }) {
    const { rules } = context;
    if (id !== undefined) {
      checkQueue(rules, id);
    }
    return readBoardAt(context, at, async (board) => {
      const counts = Map.groupBy(await countOpen(board), ({ queue }) => queue);
      const queues = rules.queues.filter(
        (queue, index) => (id === undefined || queue.id === id) && (position === undefined || index === position - 1)
      );
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

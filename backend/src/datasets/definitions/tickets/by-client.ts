import { isForClients } from '../../../domain/access/access.ts';
import { volumeOf } from '../../../domain/clients/volume.ts';
import type { QueueRule } from '../../../domain/rules/rules.ts';
import { overdueLimitText } from '../../../domain/tickets/due/overdue-texts.ts';
import { OTHERS } from '../../../domain/tickets/labels.ts';
import { ageSeconds } from '../../../store/sources/source-states.ts';
import { countOpen, type OpenCount } from '../../../store/tickets/figures.ts';
import { defineDataset } from '../../engine/dataset.ts';
import type { Notice } from '../../engine/rows.ts';
import { NOTICE_TEXTS } from '../../notices/notice-texts.ts';
import { TITLES } from '../../tickets/common.ts';
import { AT_PARAMETER, readBoardAt } from '../../tickets/moment.ts';
import { LIMIT_COLUMNS, limitValues } from '../../tickets/overdue-limit.ts';
import { POSITION_PARAMETER, QUEUE_PARAMETER, queuesOnScreen } from '../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.by_client',
  title: { fr: 'Tickets par gros clients', en: 'Tickets by big client' },
  description: {
    fr: 'Tickets ouverts de chaque gros client dans un pôle (ou dans tous), même sans ticket, puis « Autres » : la somme est le total du pôle. Volume : 1 au seuil « high ». Avec un pôle : à partir de quand ses tickets sont en retard. Sans ligne : aucun pôle n’a cette position.',
    en: 'Open tickets of each big client in a queue (or in all), those without any included, then "Autres": the sum is the total of the queue. Volume: 1 at the threshold "high". With a queue: after how long its tickets are overdue. Without a row: no queue stands in this position.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: { queue: QUEUE_PARAMETER, position: POSITION_PARAMETER, at: AT_PARAMETER },
  columns: {
    client: { type: 'string', title: TITLES.client },
    open: { type: 'number', unit: 'short', title: TITLES.open },
    overdue: { type: 'number', unit: 'short', title: TITLES.overdue },
    oldest_age_s: { type: 'number', unit: 's', title: { fr: 'Âge du plus ancien', en: 'Age of the oldest' } },
    volume: { type: 'number', unit: 'percentunit', title: { fr: 'Volume', en: 'Volume' } },
    level: { type: 'string', title: { fr: 'Niveau', en: 'Level' } },
    warn: { type: 'number', unit: 'short', title: { fr: 'Seuil orange', en: 'Orange from' } },
    high: { type: 'number', unit: 'short', title: { fr: 'Seuil rouge', en: 'Red from' } },
    ...LIMIT_COLUMNS,
    queue_title: { type: 'string', title: TITLES.queue },
  },
  forClients: {
    columns: ['client', 'open', 'oldest_age_s'],
    parameters: { at: true },
  },
  async read(context, { queue: id, position, at }) {
    const { rules } = context;
    const queues = queuesOnScreen(rules, { queue: id, position });
    const queue = id === undefined && position === undefined ? undefined : queues[0];
    const ofQueue = { ...limitValues(queue), queue_title: queue?.title ?? null };
    const answer = await readBoardAt(context, at, async (board) => {
      if (queues.length === 0) {
        return [];
      }
      const counts = (await countOpen(board)).filter((count) => queue === undefined || count.queue === queue.id);
      const known = new Set(rules.clients.map(({ name }) => name));
      // A snapshot may name a client that the rules no longer have.
      const byClient = Map.groupBy(counts, ({ client }) => (client !== null && known.has(client) ? client : null));
      return [...known, ...(isForClients(context.access) ? [] : [null])].map((client) => {
        const { open, overdue, oldest } = addUp(byClient.get(client) ?? []);
        const { ratio, level, thresholds } = volumeOf(rules, queue?.id ?? '', client, open);
        return {
          client: client ?? OTHERS.fr,
          open,
          overdue,
          oldest_age_s: ageSeconds(oldest, board.instant),
          volume: ratio,
          level,
          warn: thresholds?.warn ?? null,
          high: thresholds?.high ?? null,
          ...ofQueue,
        };
      });
    });
    return { rows: answer.rows, notices: [...answer.notices, ...clockNotices(queues)] };
  },
});

function addUp(counts: readonly OpenCount[]): Pick<OpenCount, 'open' | 'overdue' | 'oldest'> {
  return {
    open: counts.reduce((sum, { open }) => sum + open, 0),
    overdue: counts.reduce((sum, { overdue }) => sum + overdue, 0),
    oldest: counts.reduce<Date | null>(
      (oldest, count) => (oldest === null || (count.oldest !== null && count.oldest < oldest) ? count.oldest : oldest),
      null
    ),
  };
}

/** Elapsed time is what everybody expects; a queue that counts otherwise says so. */
function clockNotices(queues: readonly QueueRule[]): Notice[] {
  return queues
    .filter(({ clock }) => clock === 'business')
    .map((queue) => ({
      severity: 'info',
      text: NOTICE_TEXTS.businessClock(queue.title, overdueLimitText(queue)),
    }));
}

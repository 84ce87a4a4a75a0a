import { workingTimeText } from '../../../../domain/tickets/due/overdue-texts.ts';
import { ATTENTION_LABELS } from '../../../../domain/tickets/labels.ts';
import { countAttention } from '../../../../store/tickets/attention.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.attention',
  title: { fr: 'Tickets à surveiller', en: 'Tickets to look at' },
  description: {
    fr: 'Tickets actifs d’Atera sans technicien ; inactifs (ni commentaire d’un technicien ni changement constaté depuis plus que board.idleAfter des règles) ; où le client a répondu après un technicien ; dont une échéance est dépassée. Un ticket peut compter plusieurs fois. La liste : tickets.list, « à surveiller ».',
    en: 'Active Atera tickets without a technician; idle (no comment of a technician and no observed change for longer than board.idleAfter of the rules); where the client has replied to a technician; past a due date. One ticket may count several times. Their list: tickets.list, "to look at".',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: SCOPE_PARAMETERS,
  columns: {
    unassigned: { type: 'number', unit: 'short', title: ATTENTION_LABELS.unassigned },
    idle: { type: 'number', unit: 'short', title: ATTENTION_LABELS.idle },
    replied: { type: 'number', unit: 'short', title: ATTENTION_LABELS.replied },
    breached: { type: 'number', unit: 'short', title: ATTENTION_LABELS.breached },
    idle_after: { type: 'string', title: { fr: 'Inactifs après', en: 'Idle after' } },
    idle_after_en: { type: 'string', title: { fr: 'Inactifs après (anglais)', en: 'Idle after (English)' } },
  },
  async read(context, values) {
    const { db, access, rules } = context;
    const counts = await countAttention(db, access, scopeOf(rules, values), context);
    const idleAfter = workingTimeText(rules.board.idleAfter);
    return [{ ...counts, idle_after: idleAfter.fr, idle_after_en: idleAfter.en }];
  },
});

import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { pageUrl } from '../addresses.ts';
import { ATTENTION } from '../values/attention.ts';

const TEXTS = {
  description: {
    fr: 'Tickets actifs d’Atera : sans technicien ; sans commentaire d’un technicien ni changement constaté pendant plus longtemps que les règles le permettent ; où le client a répondu après un technicien ; dont une échéance est dépassée. Un clic mène à leur liste.',
    en: 'Active Atera tickets: without a technician; without a comment of a technician or an observed change for longer than the rules allow; where the client has replied to a technician; past a due date. A click leads to their list.',
  },
  toList: { fr: 'Voir ces tickets', en: 'Show these tickets' },
};

const TONES = { unassigned: 'medium', idle: 'medium', replied: 'low', breached: 'critical' } as const;

/** How many active tickets somebody should look at, by reason; each tile leads to its tickets. */
export function attention(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const columns = ['unassigned', 'idle', 'replied', 'breached'] as const;
  const panel = list({ columns, layout: 'tiles' })
    .description(texts.description)
    .withTarget(query('tickets.attention'));
  for (const reason of columns) {
    const link = { title: texts.toList, url: pageUrl('attention', `var-attention=${reason}`) };
    const look = { tone: TONES[reason], link };
    const name = ATTENTION[reason][language];
    panel.overrideByName(
      reason,
      reason === 'idle'
        ? figure(`${name} >`, { ...look, detail: language === 'fr' ? 'idle_after' : 'idle_after_en' })
        : figure(name, look)
    );
  }
  return named('attention', panel);
}

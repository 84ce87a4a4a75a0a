import { inLanguage, type Language, type Text } from '../../../elements/language.ts';
import { figure, list, type Tone } from '../../../elements/list.ts';
import { query } from '../../../elements/query.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Niveaux de service', en: 'Service levels' },
  description: {
    fr: 'Tickets actifs dont l’échéance est dépassée, ou tombe dans l’heure, dans 1 à 4 h, dans 4 à 24 h',
    en: 'Active tickets past their due date, or due within the hour, in 1 to 4 h, in 4 to 24 h',
  },
  commitment: { fr: 'Engagement', en: 'Commitment' },
};

/** Columns with counts, in the order of the screen, each with its colour from one on. */
const COUNTS = {
  breached: { tone: 'critical', title: { fr: 'Dépassés', en: 'Breached' } },
  due_1h: { tone: 'high', title: { fr: '≤ 1 h', en: '≤ 1 h' } },
  due_4h: { tone: 'medium', title: { fr: '1–4 h', en: '1–4 h' } },
  due_24h: { tone: 'low', title: { fr: '4–24 h', en: '4–24 h' } },
} satisfies Record<string, { tone: Tone; title: Text }>;

/** Service levels: what is past its due date, and what will be soon. */
export function serviceLevels(language: Language): NamedPanel {
  const { heading, description, commitment } = inLanguage(TEXTS, language);
  const panel = list({ heading, columns: ['kind', ...Object.keys(COUNTS)], showColumnNames: true })
    .description(description)
    .withTarget(query('tickets.sla'))
    .overrideByName('kind', figure(commitment));
  for (const [name, { tone, title }] of Object.entries(COUNTS)) {
    panel.overrideByName(name, figure(title[language], { tone }));
  }
  return named('service-levels', panel);
}

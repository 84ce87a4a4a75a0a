import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { OPERATION_FIGURES } from '../addresses.ts';

const TEXTS = {
  description: {
    fr: 'Ce serveur depuis cinq minutes. Une réponse conservée est la dernière bonne, donnée faute d’une nouvelle ; une instruction arrêtée, une question à une base que plus personne n’attendait.',
    en: 'This backend in the last five minutes. A kept answer is the last good one, given since there was no new one; a statement killed, a question to a database that nobody waited for any more.',
  },
  queries: { fr: 'Requêtes en 5 min', en: 'Queries in 5 min' },
  p95: { fr: 'Durée (p95)', en: 'Duration (p95)' },
  waiting: { fr: 'En attente', en: 'Waiting' },
  longest: { fr: 'Plus longue attente', en: 'Longest wait' },
  refused: { fr: 'Refusées', en: 'Refused' },
  kept: { fr: 'Réponses conservées', en: 'Kept answers' },
  failed: { fr: 'En échec', en: 'Failed' },
  killed: { fr: 'Instructions arrêtées', en: 'Statements killed' },
  loop: { fr: 'Retard du processus', en: 'Event loop delay' },
  memory: { fr: 'Mémoire (Mo)', en: 'Memory (MB)' },
};

const COLUMNS = [
  'queries',
  'p95_ms',
  'waiting',
  'longest_wait_ms',
  'refused',
  'kept',
  'failed',
  'killed',
  'loop_delay_ms',
  'memory_mb',
];

/** The last five minutes of this backend, a tile each figure. */
export function figures(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    OPERATION_FIGURES,
    list({ columns: COLUMNS, layout: 'tiles' })
      .description(texts.description)
      .withTarget(query('system.backend'))
      .overrideByName('queries', figure(texts.queries))
      .overrideByName('p95_ms', figure(texts.p95))
      .overrideByName('waiting', figure(texts.waiting, { tone: 'medium' }))
      .overrideByName('longest_wait_ms', figure(texts.longest))
      .overrideByName('refused', figure(texts.refused, { tone: 'critical' }))
      .overrideByName('kept', figure(texts.kept, { tone: 'high' }))
      .overrideByName('failed', figure(texts.failed, { tone: 'critical' }))
      .overrideByName('killed', figure(texts.killed, { tone: 'low' }))
      .overrideByName('loop_delay_ms', figure(texts.loop))
      .overrideByName('memory_mb', figure(texts.memory))
  );
}

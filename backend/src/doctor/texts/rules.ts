import type { OdooDomain, QueueRule } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';

const join = (texts: readonly LocalizedText[], language: keyof LocalizedText, separator: string): string =>
  texts.map((text) => text[language]).join(separator);

const FRENCH_CLOCKS: Record<QueueRule['clock'], string> = { calendar: 'temps écoulé', business: 'heures ouvrées' };

/** Sentences about the rules file. */
export const RULES_TEXTS = {
  none: (): LocalizedText => ({
    fr: 'Pas de vigie.yaml ici : les valeurs par défaut s’appliquent.',
    en: 'No vigie.yaml here: the defaults apply.',
  }),
  right: (file: string): LocalizedText => ({ fr: `${file} est correct.`, en: `${file} is right.` }),
  changed: (file: string): LocalizedText => ({
    fr: `${file} est correct, mais a changé depuis que Vigie l’a lu.`,
    en: `${file} is right, but has changed since Vigie read it.`,
  }),
  restart: (): LocalizedText => ({
    fr: 'Redémarrez le serveur pour appliquer les changements.',
    en: 'Restart the server to apply the changes.',
  }),
  wrong: (file: string, problem: LocalizedText): LocalizedText => ({
    fr: `${file} : ${problem.fr}`,
    en: `${file}: ${problem.en}`,
  }),
  manual: (): LocalizedText => ({ fr: 'Voir docs/rules.md.', en: 'See docs/rules.md.' }),
  qualify: (): LocalizedText => ({
    fr: 'Corrigez vigie.yaml, puis redémarrez le serveur. D’ici là, seuls comptent les noms et les identifiants avec leur connexion.',
    en: 'Correct vigie.yaml, then restart the server. Until then only names and ids with their connection count.',
  }),
  clients: (clients: readonly LocalizedText[]): LocalizedText => ({
    fr: `Gros clients : ${join(clients, 'fr', ', ') || 'aucun'}.`,
    en: `Big clients: ${join(clients, 'en', ', ') || 'none'}.`,
  }),
  client: (name: string, known: readonly string[]): LocalizedText => ({
    fr: known.length === 0 ? name : `${name} (aussi ${known.join(', ')})`,
    en: known.length === 0 ? name : `${name} (also ${known.join(', ')})`,
  }),
  queue: (title: string, takes: readonly LocalizedText[], limit: string, clock: QueueRule['clock']): LocalizedText => ({
    fr: `Le pôle ${title} prend ${join(takes, 'fr', ' et ') || 'aucun ticket'} ; en retard après ${inFrench(limit)} (${FRENCH_CLOCKS[clock]}).`,
    en: `Queue ${title} takes ${join(takes, 'en', ', and ') || 'no ticket'}; overdue after ${limit} of the ${clock} clock.`,
  }),
  leads: (domain: OdooDomain): LocalizedText =>
    domain.length === 0
      ? { fr: 'toutes les pistes ouvertes d’Odoo', en: 'all open leads of Odoo' }
      : {
          fr: `les pistes ouvertes d’Odoo avec ${JSON.stringify(domain)}`,
          en: `open leads of Odoo with ${JSON.stringify(domain)}`,
        },
  matching: (lines: number): LocalizedText => ({
    fr: `les tickets Atera qui répondent à ${lines === 1 ? 'sa ligne' : `l’une de ses ${lines} lignes`}`,
    en: `Atera tickets that match ${lines === 1 ? 'its line' : `one of ${lines} lines`}`,
  }),
  unmatched: (): LocalizedText => ({
    fr: 'les tickets Atera qu’aucun autre pôle ne prend',
    en: 'Atera tickets that no queue matches',
  }),
  giveMatch: (id: string): LocalizedText => ({
    fr: `Donnez au pôle « ${id} » des règles « match » dans vigie.yaml, ou supprimez-le.`,
    en: `Give the queue "${id}" match rules in vigie.yaml, or remove it.`,
  }),
};

/** `72h` and `5d` as French writes them: `72 h`, `5 j`. */
function inFrench(limit: string): string {
  return limit.replace(/(\d)h$/, '$1\u00a0h').replace(/(\d)d$/, '$1\u00a0j');
}

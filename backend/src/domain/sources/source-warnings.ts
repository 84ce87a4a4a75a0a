import type { LocalizedText } from '../tickets/labels.ts';

/** Something that makes the figures of a source other than people think, while its readings succeed. */
export type SourceWarning =
  /** The key's user sees its own leads and those of nobody. */
  | { code: 'own_leads_only' }
  /** Other companies of the database exist, whose leads the key's user does not see. */
  | { code: 'some_companies'; companies: string[] }
  /** Customers may not be read: leads have the names that stand on them. */
  | { code: 'partners_unreadable' }
  /** The language of the rules is not installed in the database; another one is used. */
  | { code: 'language_missing'; language: string; used: string }
  /** Many open leads vanished between two reconciles without having been closed; `at` is an ISO instant. */
  | { code: 'sudden_fall'; from: number; to: number; vanished: number; at: string };

type Texts = { [Code in SourceWarning['code']]: (warning: Extract<SourceWarning, { code: Code }>) => LocalizedText };

/** What is so. Groups and settings of Odoo are named as its own screens name them. */
const TEXTS: Texts = {
  own_leads_only: () => ({
    fr: 'la clé ne voit qu’une partie des pistes (« Utilisateur : mes documents seulement ») : les totaux sont incomplets.',
    en: 'the key sees only part of the leads ("User: Own Documents Only"): totals are incomplete.',
  }),
  some_companies: ({ companies }) => ({
    fr: `la clé ne voit que ${companies.length === 1 ? 'la société' : 'les sociétés'} ${companies.join(', ')} ; la base en compte d’autres, dont les pistes manquent.`,
    en: `the key sees only the ${companies.length === 1 ? 'company' : 'companies'} ${companies.join(', ')}; the database has others, whose leads are missing.`,
  }),
  partners_unreadable: () => ({
    fr: 'la clé ne peut pas lire les contacts : les clients portent le nom inscrit sur la piste, et leurs identifiants ne servent pas.',
    en: 'the key may not read contacts: customers have the name that stands on the lead, and ids of clients find nothing.',
  }),
  language_missing: ({ language, used }) => ({
    fr: `la langue ${language} des règles n’est pas installée dans la base : les noms sont demandés en ${used}.`,
    en: `the language ${language} of the rules is not installed in the database: names are asked for in ${used}.`,
  }),
  sudden_fall: ({ from, to, vanished, at }) => ({
    fr: `les pistes ouvertes sont passées de ${from} à ${to} le ${at.slice(0, 10)} : ${vanished} ont disparu sans être closes (supprimées, hors du « domain » des règles, ou cachées à la clé).`,
    en: `open leads fell from ${from} to ${to} on ${at.slice(0, 10)}: ${vanished} vanished without being closed (deleted, outside the domain of the rules, or hidden from the key).`,
  }),
};

const ADVICE: Record<SourceWarning['code'], LocalizedText> = {
  own_leads_only: {
    fr: 'Dans Odoo, donnez à l’utilisateur de la clé le rôle Ventes « Utilisateur : tous les documents ».',
    en: 'In Odoo, give the key\'s user the Sales role "User: All Documents".',
  },
  some_companies: {
    fr: 'Dans Odoo, ajoutez les autres sociétés à celles de l’utilisateur de la clé. Si c’est voulu, dites-le dans les règles avec une condition sur company_id dans le « domain » du pôle.',
    en: "In Odoo, add the other companies to those of the key's user. If it is intended, say so in the rules with a condition on company_id in the queue's domain.",
  },
  partners_unreadable: {
    fr: 'Dans Odoo, donnez à l’utilisateur de la clé le droit de lire les contacts (res.partner).',
    en: "In Odoo, give the key's user the right to read contacts (res.partner).",
  },
  language_missing: {
    fr: 'Installez cette langue dans Odoo (Paramètres > Langues), ou corrigez « language » dans les règles.',
    en: 'Install the language in Odoo (Settings > Languages), or correct "language" in the rules.',
  },
  sudden_fall: {
    fr: 'Vérifiez dans Odoo les droits et les sociétés de l’utilisateur de la clé, et les suppressions. L’avertissement s’efface après trois jours.',
    en: "Check in Odoo the rights and companies of the key's user, and what was deleted. The warning ends after three days.",
  },
};

/** What is so, as the second part of a sentence that names the source. */
export function sourceWarningText(warning: SourceWarning): LocalizedText {
  return (TEXTS[warning.code] as (given: SourceWarning) => LocalizedText)(warning);
}

/** What to do about it. */
export function sourceWarningAdvice({ code }: SourceWarning): LocalizedText {
  return ADVICE[code];
}
